"""What deleting a case does to the statistics: what it was counted for stays counted; it only
leaves the backlog."""

from __future__ import annotations

from domain.case.deleting_events import CaseDeleted, CaseRestored
from projections.categories import is_open
from projections.placed import Placed
from projections.rows import Rows
from projections.statistics_counting import acting_agent, count, own_row, stand, view
from projections.statistics_tables import CASES


@view.on(CaseDeleted, own_row)
def delete(rows: Rows, at: Placed[CaseDeleted]) -> None:
    stand(rows, at, False)
    count(rows, at, _profile(rows, at), "deleted", agent=acting_agent(at))


@view.on(CaseRestored, own_row)
def restore(rows: Rows, at: Placed[CaseRestored]) -> None:
    stand(rows, at, is_open(at.event.category))
    count(rows, at, _profile(rows, at), "restored", agent=acting_agent(at))


def _profile(rows: Rows, at: Placed[CaseDeleted] | Placed[CaseRestored]) -> str:
    profile_id: str = rows.need(CASES, at.stream_id)["profile_id"]
    return profile_id
