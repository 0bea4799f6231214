"""How one thing is counted: a fact, its bucket, and what it does to the backlog."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from projections.categories import is_open
from projections.placed import Placed
from projections.rows import Rows
from projections.statistics_tables import BUCKETS, CASES, FACTS, FLOW, GRAINS, WAITING
from projections.view import View, stream_row

view = View("statistics", 2, FACTS, FLOW, BUCKETS, CASES, WAITING)

own_row = stream_row(CASES)

BY_CREATOR = ("created", "created_merged")
"""Measures that are broken down by agent."""


def move(
    rows: Rows, at: Placed[Any], measure: str | None = None, detail: str | None = None
) -> None:
    """A move takes effect at its own time, or with the move before it when that was later: so a
    late event never puts one case into the backlog twice."""
    stand(rows, at, is_open(at.event.category))
    if measure is not None:
        of = rows.need(CASES, at.stream_id)
        count(rows, at, of["profile_id"], measure, detail, agent=acting_agent(at))


def stand(rows: Rows, at: Placed[Any], open_now: bool) -> None:
    of = rows.need(CASES, at.stream_id)
    effective = max(of["moved_at"], at.occurred_at)
    if open_now != of["is_open"]:
        flow(rows, at, of["profile_id"], effective, 1 if open_now else -1)
    rows.set(CASES, at.stream_id, is_open=open_now, moved_at=effective)


def flow(rows: Rows, at: Placed[Any], profile_id: str, effective: datetime, change: int) -> None:
    rows.put(
        FLOW,
        at.position,
        effective_at=effective,
        profile_id=profile_id,
        change=change,
        case_id=at.stream_id,
    )
    add(rows, effective, profile_id, "backlog", number=change)


def count(
    rows: Rows,
    at: Placed[Any],
    profile_id: str,
    measure: str,
    detail: str | None = None,
    *,
    agent: str | None = None,
    seconds: float | None = None,
    occurred_at: datetime | None = None,
) -> None:
    counted_at = occurred_at or at.occurred_at
    rows.put(
        FACTS,
        (at.position, measure),
        occurred_at=counted_at,
        profile_id=profile_id,
        detail=detail,
        agent=agent,
        seconds=seconds,
        stream_id=at.stream_id,
    )
    if seconds is None:
        creator = agent if measure in BY_CREATOR else None
        add(rows, counted_at, profile_id, measure, detail, creator)


def add(
    rows: Rows,
    at: datetime,
    profile_id: str,
    measure: str,
    detail: str | None = None,
    agent: str | None = None,
    *,
    number: int = 1,
) -> None:
    for minutes in GRAINS:
        begins = at.replace(minute=at.minute // minutes * minutes, second=0, microsecond=0)
        bucket = (minutes, begins, profile_id, measure, detail or "", agent or "")
        rows.add(BUCKETS, bucket, number=number)


def acting_agent(at: Placed[Any]) -> str | None:
    kind, _, name = at.actor.partition(":")
    return name if kind == "agent" else None
