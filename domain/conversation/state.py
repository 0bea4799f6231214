"""What is remembered between one profile and one customer."""

from __future__ import annotations

from uuid import UUID

import msgspec

from domain.conversation.errors import AnotherCaseIsOpen
from domain.kernel import Aggregate


class CaseOfConversation(msgspec.Struct):
    """`open` is how it stood when it was merged, as long as it is. `member` is the conversation
    whose customer it belongs to, where that is joined into this one."""

    number: str
    slot: str
    open: bool
    merged: bool = False
    member: UUID | None = None

    @property
    def lives(self) -> bool:
        return self.open and not self.merged


class ConversationState(Aggregate):
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

    def must_have_room(self, one_open_case: bool, but_for: UUID | None = None) -> None:
        """Raises AnotherCaseIsOpen where the policy allows only one (E-09, E-47)."""
        others = [id for id in self.open_cases if id != but_for]
        if one_open_case and others:
            raise AnotherCaseIsOpen(case_id=others[-1], number=self.cases[others[-1]].number)

    def _find_latest_open(self) -> None:
        newest_first = reversed(self.cases.items())
        self.latest_open = next((id for id, case in newest_first if case.lives), None)
