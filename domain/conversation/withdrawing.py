"""What deleting a case does to its conversation: it frees the pair, until it is restored."""

from __future__ import annotations

from uuid import UUID

from domain.conversation.joining import Joining
from domain.conversation.joining_events import CaseHeld
from domain.conversation.withdrawing_events import CaseReadmitted, CaseWithdrawn
from domain.kernel import Cause, Recorded, evolves


class Withdrawing(Joining):
    def withdraw(self, case_id: UUID, *, cause: Cause) -> None:
        self.record(CaseWithdrawn(case_id), cause)

    def readmit(
        self, case: CaseHeld, *, pair: UUID | None, one_open_case: bool, cause: Cause
    ) -> None:
        """Raises AnotherCaseIsOpen where it was open, and another one is by now."""
        if case.open:
            self.must_have_room(one_open_case)
        self.record(CaseReadmitted(case, pair if pair != self.id else None), cause)

    @evolves(CaseWithdrawn)
    def _withdrawn(self, recorded: Recorded[CaseWithdrawn]) -> None:
        """Its slot leads to the newest case of it that is open, else to the newest, if any."""
        case_id = recorded.event.case_id
        slot = self.cases.pop(case_id).slot
        for before in self._slots_before.values():
            if before.get(slot) == case_id:
                del before[slot]
        if self.slots.get(slot) == case_id:
            same = [id for id, case in self.cases.items() if case.slot == slot]
            live = [id for id in same if self.cases[id].lives]
            newest = next(reversed(live or same), None)
            if newest is None:
                del self.slots[slot]
            else:
                self.slots[slot] = newest
        self._find_latest_open()

    @evolves(CaseReadmitted)
    def _readmitted(self, recorded: Recorded[CaseReadmitted]) -> None:
        self._keep([recorded.event.case], recorded.event.member)
