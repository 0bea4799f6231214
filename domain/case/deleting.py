"""A case that a person deleted: it takes part in nothing any more, until it is restored."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import msgspec

from domain.case.deleting_errors import CaseIsDeleted, CaseNotDeleted, HoldsMergedCases
from domain.case.deleting_events import CaseDeleted, CaseRestored
from domain.case.links import Links
from domain.kernel import Cause, Recorded, evolves
from domain.message.moving_events import Reason
from domain.policy.categories import OPEN

DELETED = "deleted"
STATUS = "Deleted"


class Deletion(msgspec.Struct, frozen=True):
    """Who did it and when, and how the case stood."""

    by: str
    at: datetime
    status: str
    category: str


class Deleting(Links):
    """`deletion` is None as long as the case is there."""

    def __init__(self, id: UUID) -> None:
        super().__init__(id)
        self.deletion: Deletion | None = None

    def must_not_be_deleted(self) -> None:
        """Raises CaseIsDeleted."""
        if self.deletion is not None:
            raise CaseIsDeleted(
                case_id=self.id, number=self.number, by=self.deletion.by, at=self.deletion.at
            )

    def must_be_free_of_merges(self) -> None:
        """Raises CaseIsMerged, HoldsMergedCases."""
        self.must_not_be_merged()
        if self.absorbed:
            merged = ", ".join(each.number for each in self.absorbed.values())
            raise HoldsMergedCases(case_id=self.id, number=self.number, merged=merged)

    def delete(self, reason: str, *, cause: Cause) -> None:
        """Whatever its status. Raises CaseIsDeleted, CaseIsMerged, HoldsMergedCases."""
        self.must_not_be_deleted()
        self.must_be_free_of_merges()
        self.record(CaseDeleted(self.status, self.category, Reason(reason)), cause)

    def restore(self, *, cause: Cause) -> None:
        """Raises CaseNotDeleted."""
        was = self.must_be_deleted()
        self.record(CaseRestored(was.status, was.category), cause)

    def must_be_deleted(self) -> Deletion:
        """Raises CaseNotDeleted."""
        if self.deletion is None:
            raise CaseNotDeleted(case_id=self.id, number=self.number)
        return self.deletion

    @property
    def was_open(self) -> bool:
        """Before it was deleted."""
        return self.deletion is not None and self.deletion.category in OPEN

    @evolves(CaseDeleted)
    def _deleted(self, recorded: Recorded[CaseDeleted]) -> None:
        event, cause = recorded.event, recorded.cause
        self.deletion = Deletion(
            cause.actor, cause.occurred_at, event.from_status, event.from_category
        )
        self.status, self.category = STATUS, DELETED

    @evolves(CaseRestored)
    def _restored(self, recorded: Recorded[CaseRestored]) -> None:
        self.deletion = None
        self._move(recorded.event)
