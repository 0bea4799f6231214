"""The timeline: what happened to a case, and to each message without a case, in order."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, Index, MetaData, Table, text

from domain.kernel import Event
from domain.message import events as message
from domain.message.moving_events import MessageMoved, MessageTakenOut
from domain.registry import EVENTS
from projections.columns import document, flag, identity, instant, key, words
from projections.placed import Placed
from projections.rows import Rows
from projections.storage.memory import as_stored
from projections.view import View

ENTRIES = Table(
    "timeline",
    MetaData(),
    key("stream_id"),
    key("position", BigInteger),
    words("topic"),
    instant("occurred_at"),
    instant("recorded_at", optional=True),
    words("actor"),
    words("authority"),
    flag("backdated"),
    words("correlation_id"),
    words("causation_id"),
    identity("message_id", optional=True),
    document("detail", optional=False),
    Index("timeline_message", "message_id", postgresql_where=text("message_id IS NOT NULL")),
    schema="timeline",
)
"""`detail` is the event's content. The stream is a case, or a message that something befell."""

view = View("timeline", 1, ENTRIES)

MESSAGE_EVENTS: tuple[type[Event], ...] = (
    message.MessageParked,
    message.MessageLeftUnattached,
    message.MessageEscalated,
    message.MessageEchoed,
    message.DeliveryReported,
    MessageMoved,
    MessageTakenOut,
)
"""What a message goes through besides being attached, which stands on its case."""

CASE_EVENTS: tuple[type[Event], ...] = tuple(
    event for topic, event in EVENTS.items() if topic.startswith("case.")
)


def enter(rows: Rows, at: Placed[Any]) -> None:
    cause = at.recorded.cause
    rows.put(
        ENTRIES,
        (at.stream_id, at.position),
        topic=at.event.TOPIC,
        occurred_at=cause.occurred_at,
        recorded_at=at.recorded.recorded_at,
        actor=cause.actor,
        authority=cause.authority,
        backdated=cause.backdated,
        correlation_id=cause.correlation_id,
        causation_id=cause.causation_id,
        message_id=_message(at),
        detail=as_stored(at.event),
    )


def _message(at: Placed[Any]) -> object:
    if isinstance(at.event, MESSAGE_EVENTS):
        return at.stream_id
    return getattr(at.event, "message_id", None)


for each in CASE_EVENTS + MESSAGE_EVENTS:
    view.on(each)(enter)
