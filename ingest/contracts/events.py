"""The types that `caseledger.channel.in` carries."""

from __future__ import annotations

from ingest.contracts.cloudevent import ChannelEvent
from ingest.contracts.delivery import DELIVERY, DeliveryEvent
from ingest.contracts.message import MESSAGE, MessageEvent
from ingest.contracts.survey_answer import SURVEY_ANSWER, SurveyAnswerEvent

CHANNEL_EVENTS: dict[str, type[ChannelEvent]] = {
    MESSAGE: MessageEvent,
    DELIVERY: DeliveryEvent,
    SURVEY_ANSWER: SurveyAnswerEvent,
}
MAX_VALUE_BYTES = 1024 * 1024
