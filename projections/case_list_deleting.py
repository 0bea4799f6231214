"""The case list's columns about deletion: the row stays, out of sight."""

from __future__ import annotations

from domain.case.deleting_events import CaseDeleted, CaseRestored
from projections.case_activity import note, own_row, view
from projections.categories import DELETED, is_open
from projections.placed import Placed
from projections.rows import Rows


@view.on(CaseDeleted, own_row)
def delete(rows: Rows, at: Placed[CaseDeleted]) -> None:
    gone = {"status": "Deleted", "category": DELETED, "is_open": False, "hidden": True}
    note(rows, at, **gone, deleted_by=at.actor, deleted_at=at.occurred_at)


@view.on(CaseRestored, own_row)
def restore(rows: Rows, at: Placed[CaseRestored]) -> None:
    event = at.event
    back = {"status": event.status, "category": event.category, "is_open": is_open(event.category)}
    note(rows, at, **back, hidden=False, deleted_by=None, deleted_at=None)
