"""Every message: what it says, where it is, and which Kafka record brought it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Index, Integer, MetaData, Table, text

from domain.case.deleting_events import CaseDeleted, CaseRestored
from domain.case.events import MessageAttached, SurveyAnswered
from domain.message import events as message
from domain.message.authors import author_kind_of
from domain.message.moving_events import MessageMoved, MessageTakenOut
from projections.columns import document, flag, identity, instant, key, words
from projections.placed import Placed
from projections.rows import Rows
from projections.storage.memory import as_stored
from projections.view import View, stream_row

_metadata = MetaData()

MESSAGES = Table(
    "messages",
    _metadata,
    key("message_id"),
    words("profile_id"),
    words("customer_id"),
    words("external_id", optional=True),
    words("channel"),
    words("kind"),
    words("direction"),
    words("author_kind"),
    words("author_id"),
    flag("private"),
    flag("auto_submitted"),
    instant("sent_at"),
    instant("broker_at", optional=True),
    identity("second_copy_of", optional=True),
    identity("in_reply_to", optional=True),
    words("record_key", optional=True),
    words("delivery", optional=True),
    words("delivery_reason", optional=True),
    instant("delivery_at", optional=True),
    instant("echoed_at", optional=True),
    document("thread"),
    document("personal", optional=False),
    Index("messages_external", "profile_id", "external_id"),
    Index("messages_conversation", "profile_id", "customer_id", "sent_at", "message_id"),
    schema="messages",
)
"""`kind` is received, reply, automatic or call; `record_key` matched, missing or different."""

PLACES = Table(
    "message_places",
    _metadata,
    key("message_id"),
    words("place"),
    identity("case_id", optional=True),
    document("decision", optional=False),
    flag("wrong_case"),
    Index("message_places_case", "case_id"),
    Index("message_places_wrong", "message_id", postgresql_where=text("wrong_case")),
    schema="messages",
)
"""Where a message is and what decided it; `wrong_case` when it named a case that it was not let
into, until a person places it. A row of its own, because the streams of a message and
of its case are stored together in either order."""

HIDDEN = Table(
    "hidden_cases",
    _metadata,
    key("case_id"),
    flag("hidden"),
    schema="messages",
)
"""Cases that were deleted once, and whether they are: what they hold is out of sight."""

RECORDS = Table(
    "message_records",
    _metadata,
    key("topic_id"),
    key("partition", Integer),
    key("offset", BigInteger),
    words("kind"),
    identity("stream_id"),
    schema="messages",
)
"""What a Kafka record became: a message received or echoed, a delivery, or a survey answer, on
the stream of its message or case."""

view = View("messages", 2, MESSAGES, PLACES, RECORDS, HIDDEN)


@view.on(message.MessageReceived)
def receive(rows: Rows, at: Placed[message.MessageReceived]) -> None:
    event = at.event
    _keep_record(rows, at, "received")
    rows.put(
        MESSAGES,
        at.stream_id,
        profile_id=event.profile_id,
        customer_id=event.customer_id,
        external_id=event.external_id,
        channel=event.channel,
        kind="received",
        direction=event.direction,
        author_kind=event.author_kind,
        author_id=event.author_id,
        private=event.private,
        auto_submitted=event.auto_submitted,
        sent_at=event.sent_at,
        broker_at=event.broker_at,
        second_copy_of=event.second_copy_of,
        record_key=event.key,
        thread=as_stored(event.thread),
        personal=as_stored(event.personal),
    )


@view.on(message.MessageComposed)
def compose(rows: Rows, at: Placed[message.MessageComposed]) -> None:
    event = at.event
    rows.put(
        MESSAGES,
        at.stream_id,
        profile_id=event.profile_id,
        customer_id=event.customer_id,
        channel=event.channel,
        kind=event.kind,
        direction="out",
        author_kind=author_kind_of(event.author_id),
        author_id=event.author_id,
        sent_at=at.occurred_at,
        in_reply_to=event.in_reply_to,
        personal=as_stored(event.personal),
    )


@view.on(MessageAttached)
def attach(rows: Rows, at: Placed[MessageAttached]) -> None:
    _place(rows, at, at.event.message_id, "attached", at.stream_id)


@view.on(message.MessageParked)
def park(rows: Rows, at: Placed[message.MessageParked]) -> None:
    _place(rows, at, at.stream_id, "parked")


@view.on(message.MessageLeftUnattached)
def leave(rows: Rows, at: Placed[message.MessageLeftUnattached]) -> None:
    _place(rows, at, at.stream_id, "unattached")


@view.on(MessageMoved, stream_row(PLACES))
def move(rows: Rows, at: Placed[MessageMoved]) -> None:
    """What decided it stands on the case that it went to; either may be read first."""
    if rows.get(PLACES, at.stream_id) is not None:
        rows.set(PLACES, at.stream_id, place="attached", case_id=at.event.case_id)


@view.on(MessageTakenOut)
def take_out(rows: Rows, at: Placed[MessageTakenOut]) -> None:
    _place(rows, at, at.stream_id, at.event.place)


@view.on(message.MessageEchoed)
def echo(rows: Rows, at: Placed[message.MessageEchoed]) -> None:
    _keep_record(rows, at, "echoed")
    seen = {"external_id": at.event.external_id, "echoed_at": at.event.sent_at}
    rows.set(MESSAGES, at.stream_id, **seen)


@view.on(message.MessageIdentified, stream_row(MESSAGES), stream_row(PLACES))
def recognise(rows: Rows, at: Placed[message.MessageIdentified]) -> None:
    """What was received under this id before is a copy of our own message, and in no case."""
    if rows.get(MESSAGES, at.stream_id) is not None:
        rows.set(MESSAGES, at.stream_id, second_copy_of=at.event.message_id)
    if rows.get(PLACES, at.stream_id) is not None:
        rows.set(PLACES, at.stream_id, place="echo", case_id=None)


@view.on(message.DeliveryReported)
def report(rows: Rows, at: Placed[message.DeliveryReported]) -> None:
    _keep_record(rows, at, "delivery")
    state = {"delivery": at.event.state, "delivery_reason": at.event.reason}
    rows.set(MESSAGES, at.stream_id, **state, delivery_at=at.occurred_at)


@view.on(SurveyAnswered)
def answer(rows: Rows, at: Placed[SurveyAnswered]) -> None:
    _keep_record(rows, at, "survey_answer")


@view.on(CaseDeleted)
def hide(rows: Rows, at: Placed[CaseDeleted]) -> None:
    rows.put(HIDDEN, at.stream_id, hidden=True)


@view.on(CaseRestored)
def bring_back(rows: Rows, at: Placed[CaseRestored]) -> None:
    rows.put(HIDDEN, at.stream_id, hidden=False)


def _keep_record(rows: Rows, at: Placed[Any], kind: str) -> None:
    source = at.event.source
    place = (source.topic_id, source.partition, source.offset)
    rows.put(RECORDS, place, kind=kind, stream_id=at.stream_id)


def _place(
    rows: Rows, at: Placed[Any], message_id: UUID, place: str, case_id: UUID | None = None
) -> None:
    decision = as_stored(at.event.decision)
    rows.put(
        PLACES,
        message_id,
        place=place,
        case_id=case_id,
        decision=decision,
        wrong_case=bool(at.event.decision.rejected),
    )
