"""A case that another one took over: it changes no more until the merge is taken back."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import msgspec

from domain.case.lifecycle import Lifecycle
from domain.case.merging_errors import (
    CaseIsMerged,
    CaseNotMerged,
    ChildCannotBeMerged,
    NothingWouldStay,
    ParentCannotBeMerged,
)
from domain.case.merging_events import CaseMerged, CaseSplit, CaseUnmerged, StoodAs
from domain.kernel import Cause, Recorded, evolves

MERGED = "merged"
STATUS = "Merged"


class Absorbed(msgspec.Struct, frozen=True):
    """A case that was merged into this one; nothing but merges has happened up to `version`."""

    number: str
    at: datetime
    before: StoodAs | None
    version: int


class Merging(Lifecycle):
    """`merged_into` is the case that took this one over, `absorbed` are those it took over."""

    def __init__(self, id: UUID) -> None:
        super().__init__(id)
        self.merged_into: UUID | None = None
        self.merged_into_number = ""
        self.merged_at: datetime | None = None
        self.stood_as: StoodAs | None = None
        self.absorbed: dict[UUID, Absorbed] = {}

    def must_not_be_final(self) -> None:
        self.must_not_be_merged()
        super().must_not_be_final()

    def must_not_be_merged(self) -> None:
        if self.merged_into is not None:
            raise CaseIsMerged(
                case_id=self.id,
                number=self.number,
                into_id=self.merged_into,
                into=self.merged_into_number,
            )

    def as_it_stands(self) -> StoodAs:
        return StoodAs(self.status, self.category, self.resolved_at, self.assignee, self.group)

    def must_have_no_links(self) -> None:
        """No node is ever both parent and child, also not by way of a merged one (invariant 2)."""
        if self.parent_id is not None:
            raise ChildCannotBeMerged(case_id=self.id, number=self.number, parent_id=self.parent_id)
        if self.children:
            raise ParentCannotBeMerged(
                case_id=self.id, number=self.number, children=len(self.children)
            )

    def merge_into(self, target_id: UUID, number: str, *, cause: Cause) -> None:
        """Raises CaseIsMerged, ChildCannotBeMerged, ParentCannotBeMerged."""
        self.must_not_be_merged()
        self.must_have_no_links()
        self.record(CaseMerged("target", target_id, number, self.as_it_stands()), cause)

    def take_over(
        self, case_id: UUID, number: str, before: StoodAs | None, *, cause: Cause
    ) -> None:
        """`before` is how this case stood when the merge has reopened it."""
        self.record(CaseMerged("merged", case_id, number, before), cause)

    def unmerge(self, *, cause: Cause) -> None:
        """Raises CaseNotMerged."""
        if self.merged_into is None or self.merged_at is None:
            raise CaseNotMerged(case_id=self.id, number=self.number)
        into, number = self.merged_into, self.merged_into_number
        self.record(CaseUnmerged("target", into, number, self.merged_at, self.stood_as), cause)

    def let_go(self, case_id: UUID, *, cause: Cause) -> bool:
        """True when this case is settled again, as it was: nothing has happened in it since."""
        taken = self.absorbed[case_id]
        back_to = taken.before if self.version == taken.version else None
        self.record(CaseUnmerged("merged", case_id, taken.number, taken.at, back_to), cause)
        return back_to is not None

    def show_no_more(self, case_id: UUID, number: str, at: datetime, *, cause: Cause) -> None:
        """The case was merged at that time into one that was merged into this one."""
        self.record(CaseUnmerged("merged", case_id, number, at), cause)

    def split_off(
        self, case_id: UUID, number: str, message_id: UUID, going: int, held: int, *, cause: Cause
    ) -> None:
        """Raises CaseIsMerged, NothingWouldStay."""
        self.must_not_be_merged()
        if going >= held:
            raise NothingWouldStay(case_id=self.id, number=self.number, messages=held)
        self.record(CaseSplit("new", case_id, number, message_id, going), cause)

    def come_from(
        self, case_id: UUID, number: str, message_id: UUID, messages: int, *, cause: Cause
    ) -> None:
        self.record(CaseSplit("original", case_id, number, message_id, messages), cause)

    @evolves(CaseMerged)
    def _merged(self, recorded: Recorded[CaseMerged]) -> None:
        event, at = recorded.event, recorded.cause.occurred_at
        self._pass_over(recorded.originator_version)
        if event.role == "merged":
            version = recorded.originator_version
            self.absorbed[event.case_id] = Absorbed(event.number, at, event.before, version)
            return
        self.merged_into, self.merged_into_number = event.case_id, event.number
        self.merged_at, self.stood_as = at, event.before
        self.status, self.category = STATUS, MERGED

    @evolves(CaseUnmerged)
    def _unmerged(self, recorded: Recorded[CaseUnmerged]) -> None:
        event = recorded.event
        self._pass_over(recorded.originator_version)
        if event.role == "merged":
            self.absorbed.pop(event.case_id, None)
        else:
            self.merged_into, self.merged_into_number = None, ""
            self.merged_at = self.stood_as = None
        if event.back_to is not None:
            self._stand_as(event.back_to)

    def _pass_over(self, version: int) -> None:
        for case_id, taken in self.absorbed.items():
            if taken.version == version - 1:
                self.absorbed[case_id] = msgspec.structs.replace(taken, version=version)

    def _stand_as(self, then: StoodAs) -> None:
        self.status, self.category = then.status, then.category
        self.resolved_at = then.resolved_at
        self.assignee, self.group = then.assignee, then.group

    @evolves(CaseSplit)
    def _split(self, _: Recorded[CaseSplit]) -> None:
        """The messages tell; no decision needs it."""
