"""Accounts of one person at one profile: one conversation keeps the cases of them all."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from domain.conversation.joining_events import (
    CaseHeld,
    ContactNamed,
    ConversationJoined,
    ConversationSeparated,
    MemberLetGo,
    MemberTakenIn,
)
from domain.conversation.state import CaseOfConversation, ConversationState
from domain.kernel import Cause, Recorded, evolves


class Joining(ConversationState):
    """`joined_into` keeps the cases of this one; `members` are those that this one keeps for, and
    their customers."""

    def __init__(self, id: UUID) -> None:
        super().__init__(id)
        self.contact_id: UUID | None = None
        self.joined_into: UUID | None = None
        self.members: dict[UUID, str] = {}

    def pair_of(self, customer_id: str) -> UUID:
        """The conversation of this customer, who may be a member's."""
        return next((id for id, name in self.members.items() if name == customer_id), self.id)

    def name_contact(self, contact_id: UUID | None, *, cause: Cause) -> None:
        if contact_id != self.contact_id:
            self.record(ContactNamed(contact_id), cause)

    def take_in(self, other: Joining, *, one_open_case: bool, cause: Cause) -> None:
        """Raises AnotherCaseIsOpen where both have an open case and one is allowed."""
        if other.open_cases:
            self.must_have_room(one_open_case)
        cases = tuple(other.held(other.cases))
        self.record(MemberTakenIn(other.id, other.customer_id, cases), cause)
        other.record(ConversationJoined(self.id), cause)

    def let_go(self, other: Joining, *, cause: Cause) -> None:
        theirs = [id for id, case in self.cases.items() if case.member == other.id]
        cases = tuple(self.held(theirs))
        self.record(MemberLetGo(other.id), cause)
        other.record(ConversationSeparated(cases), cause)

    def held(self, ids: Iterable[UUID]) -> Iterable[CaseHeld]:
        for id in ids:
            case = self.cases[id]
            yield CaseHeld(id, case.number, case.slot, case.open, self.merged.get(id))

    @evolves(ContactNamed)
    def _contact_named(self, recorded: Recorded[ContactNamed]) -> None:
        self.contact_id = recorded.event.contact_id

    @evolves(ConversationJoined)
    def _joined(self, recorded: Recorded[ConversationJoined]) -> None:
        self.joined_into = recorded.event.into
        self._forget(list(self.cases))

    @evolves(ConversationSeparated)
    def _separated(self, recorded: Recorded[ConversationSeparated]) -> None:
        self.joined_into = None
        self._keep(recorded.event.cases, None)

    @evolves(MemberTakenIn)
    def _member_taken_in(self, recorded: Recorded[MemberTakenIn]) -> None:
        self.members[recorded.event.member] = recorded.event.customer_id
        self._keep(recorded.event.cases, recorded.event.member)

    @evolves(MemberLetGo)
    def _member_let_go(self, recorded: Recorded[MemberLetGo]) -> None:
        member = recorded.event.member
        del self.members[member]
        self._forget([id for id, case in self.cases.items() if case.member == member])

    def _keep(self, cases: Iterable[CaseHeld], member: UUID | None) -> None:
        """A slot that leads to a live case goes on leading there."""
        for held in cases:
            merged = held.merged_into is not None
            case = CaseOfConversation(held.number, held.slot, held.open, merged, member)
            self.cases[held.case_id] = case
            if held.merged_into is not None:
                self.merged[held.case_id] = held.merged_into
                self._slots_before[held.case_id] = dict(self.slots)
            leads_to = self.slots.get(held.slot)
            if leads_to is None or (case.lives and not self.cases[leads_to].lives):
                self.slots[held.slot] = held.case_id
        self._find_latest_open()

    def _forget(self, cases: Iterable[UUID]) -> None:
        """Each slot that led to one of them leads to the newest case of its own again."""
        for id in cases:
            del self.cases[id]
            self.merged.pop(id, None)
            self._slots_before.pop(id, None)
        self.slots = {}
        for id, case in self.cases.items():
            leads_to = self.slots.get(case.slot)
            if leads_to is None or case.lives or not self.cases[leads_to].lives:
                self.slots[case.slot] = id
        self._find_latest_open()
