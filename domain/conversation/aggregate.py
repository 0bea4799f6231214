"""Between one profile and one customer: which cases there are, and which one gets messages."""

from __future__ import annotations

from uuid import UUID

import msgspec

from domain.conversation.errors import AnotherCaseIsOpen
from domain.conversation.events import (
    CaseAbsorbed,
    CaseResumed,
    CaseReturned,
    CaseSettled,
    ConversationStarted,
    SlotAssigned,
)
from domain.kernel import Aggregate, Cause, Recorded, evolves


class CaseOfConversation(msgspec.Struct):
    """`open` is how it stood when it was merged, as long as it is."""

    number: str
    slot: str
    open: bool
    merged: bool = False

    @property
    def lives(self) -> bool:
        return self.open and not self.merged


class Conversation(Aggregate):
    """`cases` in order of opening; `slots` maps a grouping value to the case it leads to;
    `latest_open` is the newest case that is open, kept because every message asks for it;
    `merged` says into which case each merged one of these went."""

    def __init__(self, id: UUID) -> None:
        super().__init__(id)
        self.profile_id = ""
        self.customer_id = ""
        self.cases: dict[UUID, CaseOfConversation] = {}
        self.slots: dict[str, UUID] = {}
        self.latest_open: UUID | None = None
        self.merged: dict[UUID, UUID] = {}
        self._slots_before: dict[UUID, dict[str, UUID]] = {}

    @property
    def open_cases(self) -> list[UUID]:
        return [case_id for case_id, case in self.cases.items() if case.lives]

    @property
    def latest(self) -> UUID | None:
        return next(reversed(self.cases), None)

    def case_numbered(self, number: str) -> UUID | None:
        return next((id for id, case in self.cases.items() if case.number == number), None)

    def start(self, profile_id: str, customer_id: str, *, cause: Cause) -> None:
        if not self.version:
            self.record(ConversationStarted(profile_id, customer_id), cause)

    def take_case(
        self, case_id: UUID, number: str, slot: str, *, one_open_case: bool, cause: Cause
    ) -> None:
        self.must_have_room(one_open_case)
        self.record(SlotAssigned(slot, case_id, number), cause)

    def must_have_room(self, one_open_case: bool, but_for: UUID | None = None) -> None:
        """Raises AnotherCaseIsOpen where the policy allows only one (E-09, E-47)."""
        others = [id for id in self.open_cases if id != but_for]
        if one_open_case and others:
            raise AnotherCaseIsOpen(case_id=others[-1], number=self.cases[others[-1]].number)

    def settle(self, case_id: UUID, *, cause: Cause) -> None:
        if self.cases[case_id].open:
            self.record(CaseSettled(case_id), cause)

    def resume(self, case_id: UUID, *, one_open_case: bool, cause: Cause) -> None:
        if not self.cases[case_id].open:
            self.must_have_room(one_open_case, but_for=case_id)
            self.record(CaseResumed(case_id), cause)

    def absorb(self, case_id: UUID, into: UUID, *, cause: Cause) -> None:
        self.record(CaseAbsorbed(case_id, into), cause)

    def give_back(self, case_id: UUID, *, one_open_case: bool, cause: Cause) -> None:
        """Raises AnotherCaseIsOpen, naming it, where the case would be open beside it."""
        if self.cases[case_id].open:
            self.must_have_room(one_open_case, but_for=case_id)
        self.record(CaseReturned(case_id), cause)

    @evolves(ConversationStarted)
    def _started(self, recorded: Recorded[ConversationStarted]) -> None:
        self.profile_id = recorded.event.profile_id
        self.customer_id = recorded.event.customer_id

    @evolves(SlotAssigned)
    def _slot_assigned(self, recorded: Recorded[SlotAssigned]) -> None:
        event = recorded.event
        self.cases[event.case_id] = CaseOfConversation(event.number, event.slot, open=True)
        self.slots[event.slot] = event.case_id
        self.latest_open = event.case_id

    @evolves(CaseSettled)
    def _case_settled(self, recorded: Recorded[CaseSettled]) -> None:
        self.cases[recorded.event.case_id].open = False
        self._find_latest_open()

    @evolves(CaseResumed)
    def _case_resumed(self, recorded: Recorded[CaseResumed]) -> None:
        """A case that is open again gets its slot back, whoever had it meanwhile."""
        case_id = recorded.event.case_id
        self.cases[case_id].open = True
        self.slots[self.cases[case_id].slot] = case_id
        self._find_latest_open()

    @evolves(CaseAbsorbed)
    def _case_absorbed(self, recorded: Recorded[CaseAbsorbed]) -> None:
        case_id = recorded.event.case_id
        self.cases[case_id].merged = True
        self.merged[case_id] = recorded.event.into
        self._slots_before[case_id] = dict(self.slots)
        self._find_latest_open()

    @evolves(CaseReturned)
    def _case_returned(self, recorded: Recorded[CaseReturned]) -> None:
        """A slot that the merge gave to a case which is closed again leads where it led before."""
        case_id = recorded.event.case_id
        self.cases[case_id].merged = False
        into, before = self.merged.pop(case_id), self._slots_before.pop(case_id)
        for slot, holder in before.items():
            if self.slots[slot] == into and not self.cases[into].open:
                self.slots[slot] = holder
        self._find_latest_open()

    def _find_latest_open(self) -> None:
        newest_first = reversed(self.cases.items())
        self.latest_open = next((id for id, case in newest_first if case.lives), None)
