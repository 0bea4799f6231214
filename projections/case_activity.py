"""What every event of a case does to the case list: it is activity."""

from __future__ import annotations

from typing import Any

from domain.team.person import bare, person_in
from projections.case_services import SERVICES
from projections.case_table import CASES
from projections.placed import Placed
from projections.rows import Rows
from projections.view import View, stream_row

view = View("case_list", 3, CASES, SERVICES)

own_row = stream_row(CASES)


def note(rows: Rows, at: Placed[Any], **changed: Any) -> None:
    """Every event of a case is activity; a late one does not turn the clock back."""
    row = rows.need(CASES, at.stream_id)
    last = max(row["last_activity_at"], at.occurred_at)
    worked = {bare(each) for each in (person_in(at.actor), changed.get("assignee")) if each}
    if not worked.issubset(row["workers"]):
        changed["workers"] = sorted(worked.union(row["workers"]))
    rows.set(
        CASES,
        at.stream_id,
        **changed,
        last_activity_at=last,
        version=at.recorded.originator_version,
    )


def touch(rows: Rows, at: Placed[Any]) -> None:
    """Activity that changes no column of its own."""
    note(rows, at)
