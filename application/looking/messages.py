"""How a message and the case that it is in stand now."""

from __future__ import annotations

from uuid import UUID

import msgspec

from application.looking.streams import Streams
from application.merges import end_of
from application.store import Store, fold
from domain.case.aggregate import Case
from domain.message.aggregate import Message
from domain.message.events import MessageReceived
from domain.message.moving_events import MessageMoved, MessageTakenOut


class CaseStands(msgspec.Struct, frozen=True):
    case_id: UUID
    number: str
    status: str


class MessageStands(msgspec.Struct, frozen=True):
    """`place` is attached, parked or unattached, None for an alias; then `points_to` is ours.
    `shown_in` is the case that its case was merged into; `moves` how often people put it elsewhere.
    """

    message_id: UUID
    place: str | None
    case: CaseStands | None
    points_to: UUID | None
    second_copy_of: UUID | None
    shown_in: CaseStands | None = None
    moves: int = 0


def message_stands(store: Store, message_id: UUID) -> MessageStands | None:
    """None also for the id of something else."""
    history = store.history(message_id)
    if not history or not history[0].event.TOPIC.startswith("message."):
        return None
    first, message = history[0].event, fold(Message, message_id, history)
    case_id = message.case_id
    end = end_of(Streams(store), case_id) if case_id is not None else None
    return MessageStands(
        message_id,
        message.place,
        case_stands(store, case_id) if case_id is not None else None,
        message.points_to,
        first.second_copy_of if isinstance(first, MessageReceived) else None,
        case_stands(store, end) if end is not None and end != case_id else None,
        sum(isinstance(each.event, MessageMoved | MessageTakenOut) for each in history),
    )


def case_stands(store: Store, case_id: UUID) -> CaseStands:
    case = store.load(Case, case_id)
    return CaseStands(case.id, case.number, case.status)
