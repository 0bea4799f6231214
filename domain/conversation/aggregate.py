"""Between one profile and one customer: which cases there are, and which one gets messages."""

from __future__ import annotations

from uuid import UUID

from domain.conversation.events import (
    CaseAbsorbed,
    CaseResumed,
    CaseReturned,
    CaseSettled,
    ConversationStarted,
    SlotAssigned,
)
from domain.conversation.state import CaseOfConversation
from domain.conversation.waiting import Waiting
from domain.conversation.withdrawing import Withdrawing
from domain.kernel import Cause, Recorded, evolves


class Conversation(Withdrawing, Waiting):
    """Which of its cases a message goes to is a matter of slots and of what is open."""

    def start(self, profile_id: str, customer_id: str, *, cause: Cause) -> None:
        if not self.profile_id:
            self.record(ConversationStarted(profile_id, customer_id), cause)

    def take_case(
        self,
        case_id: UUID,
        number: str,
        slot: str,
        *,
        one_open_case: bool,
        cause: Cause,
        pair: UUID | None = None,
    ) -> None:
        """`pair` is the conversation of the case's own customer, mostly this one."""
        self.must_have_room(one_open_case)
        member = pair if pair != self.id else None
        self.record(SlotAssigned(slot, case_id, number, member), cause)

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
        self.cases[event.case_id] = CaseOfConversation(
            event.number, event.slot, open=True, member=event.member
        )
        self.slots[event.slot] = event.case_id
        self.latest_open = event.case_id

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
            if self.slots.get(slot) == into and not self.cases[into].open:
                self.slots[slot] = holder
        self._find_latest_open()
