"""What merges do to the statistics: a merged case counts as merged away, and no more as created."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from domain.case.merging_events import CaseMerged, CaseUnmerged
from projections.categories import is_open
from projections.placed import Placed
from projections.rows import Row, Rows
from projections.statistics_counting import acting_agent, count, flow, own_row, view
from projections.statistics_tables import CASES


@view.on(CaseMerged, own_row)
def merge(rows: Rows, at: Placed[CaseMerged]) -> None:
    """What it had resolved, and how soon it was answered, happened and stays counted."""
    if at.event.role != "target":
        return
    of = rows.need(CASES, at.stream_id)
    _count_creation(rows, at, of, "created_merged")
    count(rows, at, of["profile_id"], "merged_away", of["origin"], agent=acting_agent(at))
    effective = max(of["moved_at"], at.occurred_at)
    if of["is_open"]:
        flow(rows, at, of["profile_id"], effective, -1)
    rows.set(CASES, at.stream_id, is_open=False, moved_at=effective)


@view.on(CaseUnmerged, own_row)
def unmerge(rows: Rows, at: Placed[CaseUnmerged]) -> None:
    """Everything is as if the case had never been merged, on the days of then."""
    event, of = at.event, rows.need(CASES, at.stream_id)
    if event.role == "target":
        _count_creation(rows, at, of, "created")
        _take_back(rows, at, of, "merged_away_undone", of["origin"], event.merged_at)
    elif event.back_to is not None:
        _take_back(rows, at, of, "reopened_undone", "merge", event.merged_at)
    if event.back_to is not None:
        _go_back(rows, at, of, event.back_to.category)


def _count_creation(rows: Rows, at: Placed[Any], of: Row, measure: str) -> None:
    created_at, creator = of["created_at"], of["creator"]
    count(rows, at, of["profile_id"], measure, of["origin"], agent=creator, occurred_at=created_at)


def _take_back(
    rows: Rows, at: Placed[Any], of: Row, measure: str, detail: str, counted_at: datetime
) -> None:
    agent = acting_agent(at)
    count(rows, at, of["profile_id"], measure, detail, agent=agent, occurred_at=counted_at)


def _go_back(rows: Rows, at: Placed[Any], of: Row, category: str) -> None:
    """The case has not moved since the merge moved it, so that is when it takes effect."""
    if is_open(category) != of["is_open"]:
        flow(rows, at, of["profile_id"], of["moved_at"], 1 if is_open(category) else -1)
    rows.set(CASES, at.stream_id, is_open=is_open(category))
