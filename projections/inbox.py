"""The inbox: messages without a case, those that wait for a person before all."""

from __future__ import annotations

from typing import Any

import msgspec
from sqlalchemy import Index, MetaData, Table, text

from domain.message import events as message
from domain.message.moving_events import MessageMoved, MessageTakenOut
from projections.columns import document, identity, instant, key, words
from projections.placed import Placed
from projections.rows import Rows
from projections.storage.memory import as_stored
from projections.view import View, stream_row

INBOX = Table(
    "inbox",
    MetaData(),
    key("message_id"),
    words("profile_id"),
    words("customer_id"),
    words("external_id"),
    words("channel"),
    words("direction"),
    words("author_kind"),
    words("author_id"),
    words("author_name", optional=True),
    words("subject", optional=True),
    words("text", optional=True),
    instant("sent_at"),
    words("state", optional=True),
    document("decision"),
    identity("case_id", optional=True),
    Index("inbox_parked", "profile_id", "sent_at", postgresql_where=text("state = 'parked'")),
    Index("inbox_pair", "profile_id", "customer_id"),
    schema="inbox",
)
"""`state` is parked, unattached, escalated or moved (then `case_id` says where to) or echo."""

view = View("inbox", 2, INBOX)

own_row = stream_row(INBOX)


@view.on(message.MessageReceived)
def arrive(rows: Rows, at: Placed[message.MessageReceived]) -> None:
    """What has no case is parked or left unattached by the event that follows."""
    event = at.event
    if event.case_id is not None:
        return
    rows.put(
        INBOX,
        at.stream_id,
        profile_id=event.profile_id,
        customer_id=event.customer_id,
        external_id=event.external_id,
        channel=event.channel,
        direction=event.direction,
        author_kind=event.author_kind,
        author_id=event.author_id,
        author_name=event.personal.author_name,
        subject=event.personal.subject,
        text=event.personal.text,
        sent_at=event.sent_at,
    )


@view.on(message.MessageParked)
def park(rows: Rows, at: Placed[message.MessageParked]) -> None:
    _wait(rows, at, "parked")


@view.on(message.MessageLeftUnattached)
def leave(rows: Rows, at: Placed[message.MessageLeftUnattached]) -> None:
    _wait(rows, at, "unattached")


@view.on(message.MessageEscalated)
def escalate(rows: Rows, at: Placed[message.MessageEscalated]) -> None:
    rows.set(INBOX, at.stream_id, state="escalated", case_id=at.event.case_id)


@view.on(message.MessageIdentified, stream_row(INBOX))
def recognise(rows: Rows, at: Placed[message.MessageIdentified]) -> None:
    """It was a copy of our own message, and is none of its own."""
    if rows.get(INBOX, at.stream_id) is not None:
        rows.set(INBOX, at.stream_id, state="echo")


@view.on(MessageMoved, own_row)
def move(rows: Rows, at: Placed[MessageMoved]) -> None:
    if rows.get(INBOX, at.stream_id) is not None:
        rows.set(INBOX, at.stream_id, state="moved", case_id=at.event.case_id)


@view.on(MessageTakenOut, own_row)
def take_out(rows: Rows, at: Placed[MessageTakenOut]) -> None:
    """It waits again, or for the first time; then its text is looked up with the messages."""
    event = at.event
    if rows.get(INBOX, at.stream_id) is None:
        rows.put(INBOX, at.stream_id, **msgspec.structs.asdict(event.envelope))
    decision = as_stored(event.decision)
    rows.set(INBOX, at.stream_id, state=event.place, case_id=None, decision=decision)


def _wait(rows: Rows, at: Placed[Any], state: str) -> None:
    rows.set(INBOX, at.stream_id, state=state, decision=as_stored(at.event.decision))
