"""The case list's columns about merges, splits and what a case shows of others."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

from sqlalchemy import Table

from domain.case.merging_events import CaseMerged, CaseSplit, CaseUnmerged, StoodAs
from projections.case_activity import note, own_row, touch, view
from projections.case_table import CASES
from projections.categories import MERGED, is_open
from projections.placed import Placed
from projections.rows import Row, Rows

COUNTERS = ("messages_in", "messages_out", "notes")
"""A target counts what it shows: its own and those of the cases merged into it."""


def other_row(at: Placed[Any]) -> tuple[Table, Hashable]:
    return CASES, at.event.case_id


@view.on(CaseMerged, own_row, other_row)
def merge(rows: Rows, at: Placed[CaseMerged]) -> None:
    event = at.event
    if event.role == "target":
        into = {"merged_into": event.case_id, "merged_into_number": event.number}
        return note(rows, at, status="Merged", category=MERGED, is_open=False, **into)
    return note(rows, at, **_shown_with(rows, at, 1))


@view.on(CaseUnmerged, own_row, other_row)
def unmerge(rows: Rows, at: Placed[CaseUnmerged]) -> None:
    event = at.event
    changed: dict[str, object] = {"merged_into": None, "merged_into_number": None}
    if event.role == "merged":
        changed = _shown_with(rows, at, -1)
        if event.back_to is not None:
            row = rows.need(CASES, at.stream_id)
            changed |= _settled(event.back_to) | {"reopens": row["reopens"] - 1}
    if event.back_to is not None:
        changed |= _as_it_stood(event.back_to)
    note(rows, at, **changed)


@view.on(CaseSplit, own_row)
def split(rows: Rows, at: Placed[CaseSplit]) -> None:
    if at.event.role == "original":
        return note(rows, at, split_from_number=at.event.number)
    return touch(rows, at)


def _shown_with(rows: Rows, at: Placed[Any], sign: int) -> dict[str, object]:
    """With the other case, or without it. Merged, it does not change, so what was added is what is
    taken away."""
    row, other = rows.need(CASES, at.stream_id), rows.get(CASES, at.event.case_id)
    theirs = {at.event.number, *(other["merged_numbers"] if other is not None else ())}
    numbers = {*row["merged_numbers"]}
    shown = numbers | theirs if sign > 0 else numbers - theirs
    counted: Row = {name: row[name] + sign * other[name] for name in COUNTERS} if other else {}
    return {"merged_numbers": sorted(shown), **counted}


def _as_it_stood(then: StoodAs) -> dict[str, object]:
    return {"status": then.status, "category": then.category, "is_open": is_open(then.category)}


def _settled(then: StoodAs) -> dict[str, object]:
    return {
        "settled_at": then.resolved_at,
        "assignee": then.assignee,
        "group_name": then.group,
    }
