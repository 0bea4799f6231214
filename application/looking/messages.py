"""How a message and the case that it is in stand now."""

from __future__ import annotations

from uuid import UUID

import msgspec

from application.looking.streams import Streams
from application.merges import end_of
from application.policies.book import PolicyBook
from application.store import Store, fold
from domain.case.aggregate import Case
from domain.case.deleting import Deletion
from domain.identity import Namespace
from domain.message.aggregate import Message
from domain.message.events import MessageReceived
from domain.message.moving_events import MessageMoved, MessageTakenOut
from domain.policy.reference import PolicyReference


class CaseStands(msgspec.Struct, frozen=True):
    case_id: UUID
    number: str
    status: str
    settled: bool
    pinned: PolicyReference | None
    deletion: Deletion | None = None


class MessageStands(msgspec.Struct, frozen=True):
    """`place` is attached, parked or unattached, None for an alias; then `points_to` is ours.
    `shown_in` is the case that its case was merged into; `moves` how often people put it elsewhere;
    `resolved` whether it is resolved with its case (Q-03).
    """

    message_id: UUID
    place: str | None
    case: CaseStands | None
    points_to: UUID | None
    second_copy_of: UUID | None
    shown_in: CaseStands | None = None
    moves: int = 0
    resolved: bool = False


def message_stands(store: Store, ids: Namespace, message_id: UUID) -> MessageStands | None:
    """None also for the id of something else."""
    history = store.history(message_id)
    if not history or not history[0].event.TOPIC.startswith("message."):
        return None
    first, message = history[0].event, fold(Message, message_id, history)
    case_id = message.case_id
    streams = Streams(store)
    case = case_stands(store, case_id) if case_id is not None else None
    end = end_of(streams, case_id) if case_id is not None else None
    shown_in = case_stands(store, end) if end is not None and end != case_id else None
    return MessageStands(
        message_id,
        message.place,
        case,
        message.points_to,
        first.second_copy_of if isinstance(first, MessageReceived) else None,
        shown_in,
        sum(isinstance(each.event, MessageMoved | MessageTakenOut) for each in history),
        _is_resolved(shown_in or case, PolicyBook(ids), streams),
    )


def _is_resolved(case: CaseStands | None, book: PolicyBook, streams: Streams) -> bool:
    """A message has no status of its own: it follows its case, where the policy says so."""
    if case is None or case.pinned is None or not case.settled:
        return False
    return book.version(streams, case.pinned).policy.resolve.cascade_messages


def case_stands(store: Store, case_id: UUID) -> CaseStands:
    case = store.load(Case, case_id)
    settled = case.category in ("resolved", "closed")
    return CaseStands(case.id, case.number, case.status, settled, case.policy, case.deletion)
