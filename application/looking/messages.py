"""How a message and the case that it is in stand now."""

from __future__ import annotations

from uuid import UUID

import msgspec

from application.store import Store, fold
from domain.case.aggregate import Case
from domain.message.aggregate import Message
from domain.message.events import MessageReceived


class CaseStands(msgspec.Struct, frozen=True):
    case_id: UUID
    number: str
    status: str


class MessageStands(msgspec.Struct, frozen=True):
    """`place` is attached, parked or unattached, None for an alias; then `points_to` is ours."""

    message_id: UUID
    place: str | None
    case: CaseStands | None
    points_to: UUID | None
    second_copy_of: UUID | None


def message_stands(store: Store, message_id: UUID) -> MessageStands | None:
    """None also for the id of something else."""
    history = store.history(message_id)
    if not history or not history[0].event.TOPIC.startswith("message."):
        return None
    first, message = history[0].event, fold(Message, message_id, history)
    return MessageStands(
        message_id,
        message.place,
        case_stands(store, message.case_id) if message.case_id is not None else None,
        message.points_to,
        first.second_copy_of if isinstance(first, MessageReceived) else None,
    )


def case_stands(store: Store, case_id: UUID) -> CaseStands:
    case = store.load(Case, case_id)
    return CaseStands(case.id, case.number, case.status)
