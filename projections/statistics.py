"""The facts that statistics count: one row per thing counted, at the time when it occurred.

Facts keep their instants, so that a report may cut days in any time zone. Definitions stand in
`projections/definitions.py`.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from domain.case import events as case
from domain.message import events as message
from projections.categories import SETTLED, is_open
from projections.definitions import ANSWERABLE, STARTED_BY_AGENTS
from projections.placed import Placed
from projections.rows import Rows
from projections.statistics_tables import BUCKETS, CASES, FACTS, FLOW, GRAINS, WAITING
from projections.view import View, stream_row

view = View("statistics", 1, FACTS, FLOW, BUCKETS, CASES, WAITING)

own_row = stream_row(CASES)


@view.on(case.CaseCreated)
def create(rows: Rows, at: Placed[case.CaseCreated]) -> None:
    event = at.event
    rows.put(
        CASES,
        at.stream_id,
        profile_id=event.profile_id,
        origin=event.origin,
        created_at=at.occurred_at,
        moved_at=at.occurred_at,
        is_open=is_open(event.category),
    )
    creator = _agent(at) if event.origin in STARTED_BY_AGENTS else None
    _count(rows, at, event.profile_id, "created", event.origin, agent=creator)
    if is_open(event.category):
        _flow(rows, at, event.profile_id, at.occurred_at, 1)


@view.on(case.MessageAttached, own_row)
def count_message(rows: Rows, at: Placed[case.MessageAttached]) -> None:
    of, event = rows.need(CASES, at.stream_id), at.event
    out = event.direction == "out"
    _count(rows, at, of["profile_id"], "message_out" if out else "message_in", event.author_kind)
    if not out or event.author_kind != "agent" or of["answered"] or of["origin"] not in ANSWERABLE:
        return
    rows.set(CASES, at.stream_id, answered=True)
    seconds = max(0.0, (at.occurred_at - of["created_at"]).total_seconds())
    agent = event.author_id
    _count(rows, at, of["profile_id"], "first_response", of["origin"], agent=agent, seconds=seconds)


@view.on(case.MessageDetached, own_row)
def discount_message(rows: Rows, at: Placed[case.MessageDetached]) -> None:
    """Taken back from the day on which it was counted."""
    profile_id, event = rows.need(CASES, at.stream_id)["profile_id"], at.event
    measure = "message_out_detached" if event.direction == "out" else "message_in_detached"
    _count(rows, at, profile_id, measure, event.author_kind, occurred_at=event.attached_at)


@view.on(case.StatusChanged, own_row)
def move(rows: Rows, at: Placed[case.StatusChanged]) -> None:
    _move(rows, at)


@view.on(case.CaseResolved, own_row)
def resolve(rows: Rows, at: Placed[case.CaseResolved]) -> None:
    _move(rows, at, "resolved", at.event.reason)


@view.on(case.CaseClosed, own_row)
def close(rows: Rows, at: Placed[case.CaseClosed]) -> None:
    _move(rows, at, "closed")


@view.on(case.CaseCanceled, own_row)
def cancel(rows: Rows, at: Placed[case.CaseCanceled]) -> None:
    _move(rows, at, "canceled")


@view.on(case.CaseReopened, own_row)
def reopen(rows: Rows, at: Placed[case.CaseReopened]) -> None:
    settled = at.event.from_category in SETTLED
    _move(rows, at, "reopened" if settled else "customer_returned", at.event.cause)


@view.on(message.MessageReceived)
def receive(rows: Rows, at: Placed[message.MessageReceived]) -> None:
    if at.event.case_id is None:
        rows.put(WAITING, at.stream_id, profile_id=at.event.profile_id)


@view.on(message.MessageParked, stream_row(WAITING))
def park(rows: Rows, at: Placed[message.MessageParked]) -> None:
    _count(rows, at, rows.need(WAITING, at.stream_id)["profile_id"], "parked")


def _move(
    rows: Rows, at: Placed[Any], measure: str | None = None, detail: str | None = None
) -> None:
    """A move takes effect at its own time, or with the move before it when that was later: so a
    late event never puts one case into the backlog twice."""
    of = rows.need(CASES, at.stream_id)
    open_now = is_open(at.event.category)
    effective = max(of["moved_at"], at.occurred_at)
    if open_now != of["is_open"]:
        _flow(rows, at, of["profile_id"], effective, 1 if open_now else -1)
    rows.set(CASES, at.stream_id, is_open=open_now, moved_at=effective)
    if measure is not None:
        _count(rows, at, of["profile_id"], measure, detail, agent=_agent(at))


def _flow(rows: Rows, at: Placed[Any], profile_id: str, effective: datetime, change: int) -> None:
    rows.put(
        FLOW,
        at.position,
        effective_at=effective,
        profile_id=profile_id,
        change=change,
        case_id=at.stream_id,
    )
    _add(rows, effective, profile_id, "backlog", number=change)


def _count(
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
        creator = agent if measure == "created" else None
        _add(rows, counted_at, profile_id, measure, detail, creator)


def _add(
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


def _agent(at: Placed[Any]) -> str | None:
    kind, _, name = at.actor.partition(":")
    return name if kind == "agent" else None
