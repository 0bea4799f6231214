"""`caseledger.channel.survey-answer.v1`: a customer answered a survey of ours."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from ingest.contracts.cloudevent import ChannelEvent
from ingest.contracts.message import Customer, Part
from ingest.contracts.text import ExternalId, Name, ProfileId, ShortText, Text

SURVEY_ANSWER = "caseledger.channel.survey-answer.v1"


class SurveyAnswerData(Part):
    """Names the survey by `survey_id`, or by the `token` that was sent to the customer."""

    model_config = ConfigDict(
        json_schema_extra={"anyOf": [{"required": ["survey_id"]}, {"required": ["token"]}]}
    )

    profile: ProfileId
    customer: Customer
    kind: Annotated[Name, Field(description="What was asked, for example csat or nps.")]
    value: Annotated[int, Field(ge=-(2**53), le=2**53)] | Annotated[ShortText, Field(min_length=1)]
    survey_id: ExternalId | None = None
    token: ExternalId | None = None
    comment: Text | None = None

    @model_validator(mode="after")
    def _names_a_survey(self) -> Self:
        if self.survey_id is None and self.token is None:
            raise PydanticCustomError(
                "missing_one_of", "needs survey_id or token", {"field": "survey_id"}
            )
        return self


class SurveyAnswerEvent(ChannelEvent):
    """`id` is the answer's own id: the same source and id counts once."""

    type: Literal["caseledger.channel.survey-answer.v1"]
    data: SurveyAnswerData
