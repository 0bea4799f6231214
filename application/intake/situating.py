"""Gathers, for one message, everything that the routing rules may know."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from uuid import UUID

from application.definitions.book import DefinitionBook
from application.intake.ruling import ruling_for
from application.intake.session import Session
from application.merges import end_of, own_case
from application.policies.book import PolicyBook, Reading
from domain.case.aggregate import Case
from domain.conversation.aggregate import Conversation
from domain.message.aggregate import Message
from domain.message.events import Thread
from domain.message.incoming import IncomingMessage
from domain.policy.bound import BoundPolicy
from domain.rules.case_rules import slot_of_author
from domain.rules.location import explicit_case, slot_of
from domain.rules.participation import is_participant, lets_others_in
from domain.rules.situation import Situation, Standing
from domain.rules.slots import PAIR
from domain.rules.thanks import is_thanks


def situation_of(
    message: IncomingMessage,
    conversation: Conversation,
    bound: BoundPolicy,
    at: datetime,
    clock: str,
    session: Session,
    book: PolicyBook,
    definitions: DefinitionBook,
    *,
    replies_open: bool = True,
) -> Situation:
    """`at` is the rule's instant, `clock` whose it is, `bound` the profile's policy of today."""
    standing = _Standings(session, book)
    open_case = standing.of(conversation.latest_open)
    slot = slot_for(message.thread, conversation, bound, open_case)
    ruling = ruling_for(message, conversation, bound.policy, definitions, session)
    if ruling.slot is not None:
        slot = ruling.slot
    found_in = ruling.found_in
    if found_in is None:
        found_in = where_found(slot, conversation)
    explicit = explicit_case(
        message.thread,
        conversation,
        own_places(message, conversation, session),
        numbered=case_numbered(message.thread, conversation, session),
        admits=partial(_admits, message, session, book),
    )
    named, by_slot = standing.of(explicit.case_id), standing.of(conversation.slots.get(found_in))
    return Situation(
        from_customer=message.from_customer,
        auto_submitted=message.auto_submitted,
        thanks=_minds_thanks(named, by_slot, open_case) and is_thanks(message.content),
        private=message.private,
        at=at,
        clock=clock,
        slot=slot,
        bound=bound,
        explicit=named,
        explicit_by=explicit.by,
        by_slot=by_slot,
        open_case=open_case,
        crowded=len(conversation.open_cases) > 1,
        rejected=explicit.rejected,
        replies_open=replies_open,
        opening=ruling.opening,
    )


def _minds_thanks(*found: Standing | None) -> bool:
    """Whether a policy asks at all: looking for thanks costs more than locating a case."""
    ends = (each.at_end for each in found if each is not None)
    policies = (end.bound.policy.on_customer_message for end in ends if end is not None)
    return any(each.thanks == "append_silent" for each in policies)


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


def where_found(slot: str, conversation: Conversation) -> str:
    """The slot itself; for what comes without a thread also that of a case which a rule opened."""
    by_rule = slot == PAIR and slot not in conversation.slots
    return slot_of_author(conversation) if by_rule else slot


def places(message: IncomingMessage, session: Session) -> dict[str, UUID | None]:
    """In which case the messages are that this one answers or refers to."""
    found: dict[str, UUID | None] = {}
    for external_id in referred(message.thread):
        answered = session.get(Message, session.ids.message(message.profile_id, external_id))
        if answered.points_to is not None:
            answered = session.get(Message, answered.points_to)
        found[external_id] = answered.case_id
    return found


def own_places(
    message: IncomingMessage, conversation: Conversation, session: Session
) -> dict[str, UUID | None]:
    """The same, where a case that took over one of the customer's own counts as that one, and one
    that was deleted is none."""
    return {
        external_id: _live_case(place, conversation, session) if place is not None else None
        for external_id, place in places(message, session).items()
    }


def _live_case(place: UUID, conversation: Conversation, session: Session) -> UUID | None:
    """What is kept in the conversation is not deleted."""
    own = own_case(session, conversation, place)
    if own in conversation.cases or session.get(Case, own).deletion is None:
        return own
    return None


def case_numbered(
    thread: Thread | None, conversation: Conversation, session: Session
) -> UUID | None:
    """The customer's own case of the number that the message quotes, or that of a case with which
    it was merged; None where it names nobody's."""
    if thread is None or thread.case_number is None:
        return None
    known = conversation.case_numbered(thread.case_number)
    if known is not None:
        return known
    anybodys = session.case_numbered(thread.case_number)
    found = session.find(Case, anybodys) if anybodys is not None else None
    if found is None or found.deletion is not None:
        return None
    return own_case(session, conversation, found.id)


def _admits(message: IncomingMessage, session: Session, book: PolicyBook, case_id: UUID) -> bool:
    """Whether the sender takes part in somebody else's case."""
    case = session.get(Case, case_id)
    if case.policy is None:
        return False
    accounts = {message.author_id}
    if message.from_customer:
        accounts |= {message.customer_id, message.content.customer_email or message.customer_id}
    lets_in = lets_others_in(book.version(session, case.policy).policy)
    return lets_in and is_participant(case, message.profile_id, accounts)


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
    end = end_of(reading, case.id) if case.merged_into is not None else None
    return Standing(
        case_id=case.id,
        number=case.number,
        category=case.category,
        bound=book.version(reading, case.policy),
        last_added_at=case.last_added_at,
        resolved_at=case.resolved_at,
        first_resolved_at=case.first_resolved_at,
        merged=case.merged_into is not None,
        target=standing_of(reading.get(Case, end), reading, book) if end is not None else None,
    )
