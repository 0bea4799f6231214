"""Gathers, for one message, everything that the routing rules may know."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from application.intake.session import Session
from application.policies.book import PolicyBook, Reading
from domain.case.aggregate import Case
from domain.conversation.aggregate import Conversation
from domain.message.aggregate import Message
from domain.message.events import Thread
from domain.message.incoming import IncomingMessage
from domain.policy.bound import BoundPolicy
from domain.rules.location import explicit_case, slot_of
from domain.rules.situation import Situation, Standing


def situation_of(
    message: IncomingMessage,
    conversation: Conversation,
    bound: BoundPolicy,
    at: datetime,
    clock: str,
    session: Session,
    book: PolicyBook,
) -> Situation:
    """`at` is the rule's instant, `clock` whose it is, `bound` the profile's policy of today."""
    standing = _Standings(session, book)
    open_case = standing.of(conversation.latest_open)
    slot = slot_for(message.thread, conversation, bound, open_case)
    explicit = explicit_case(message.thread, conversation, places(message, session))
    return Situation(
        from_customer=message.from_customer,
        auto_submitted=message.auto_submitted,
        private=message.private,
        at=at,
        clock=clock,
        slot=slot,
        bound=bound,
        explicit=standing.of(explicit.case_id),
        explicit_by=explicit.by,
        by_slot=standing.of(conversation.slots.get(slot)),
        open_case=open_case,
        crowded=len(conversation.open_cases) > 1,
        rejected=explicit.rejected,
    )


def slot_for(
    thread: Thread | None,
    conversation: Conversation,
    bound: BoundPolicy,
    open_case: Standing | None,
) -> str:
    """Under the latest open case's pinned policy, then under the profile's own."""
    if open_case is not None:
        pinned = slot_of(open_case.bound.policy, thread)
        if pinned in conversation.slots:
            return pinned
    return slot_of(bound.policy, thread)


def places(message: IncomingMessage, session: Session) -> dict[str, UUID | None]:
    """In which case the messages are that this one answers or refers to."""
    found: dict[str, UUID | None] = {}
    for external_id in referred(message.thread):
        answered = session.get(Message, session.ids.message(message.profile_id, external_id))
        if answered.points_to is not None:
            answered = session.get(Message, answered.points_to)
        found[external_id] = answered.case_id
    return found


def referred(thread: Thread | None) -> Iterator[str]:
    """The external ids that a message names, at most as many as rules look at."""
    if thread is None:
        return
    if thread.in_reply_to is not None:
        yield thread.in_reply_to
    yield from thread.references[-20:]


class _Standings:
    def __init__(self, session: Session, book: PolicyBook) -> None:
        self._session = session
        self._book = book
        self._last: Standing | None = None

    def of(self, case_id: UUID | None) -> Standing | None:
        """Mostly the open case and the slot's are one."""
        if case_id is None:
            return None
        if self._last is None or self._last.case_id != case_id:
            case = self._session.get(Case, case_id)
            self._last = standing_of(case, self._session, self._book)
        return self._last


def standing_of(case: Case, reading: Reading, book: PolicyBook) -> Standing:
    assert case.policy is not None
    assert case.last_added_at is not None
    return Standing(
        case_id=case.id,
        number=case.number,
        category=case.category,
        bound=book.version(reading, case.policy),
        last_added_at=case.last_added_at,
        resolved_at=case.resolved_at,
        first_resolved_at=case.first_resolved_at,
    )
