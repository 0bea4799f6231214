"""The facts that statistics count: one row per thing counted, at the time when it occurred.

Facts keep their instants, so that a report may cut days in any time zone. Definitions stand in
`projections/definitions.py`.
"""

from __future__ import annotations

from domain.case import events as case
from domain.message import events as message
from projections import statistics_deleting as statistics_deleting
from projections import statistics_merging as statistics_merging
from projections.categories import SETTLED, is_open
from projections.definitions import ANSWERABLE, MOVED, STARTED_BY_AGENTS
from projections.directions import MEASURES
from projections.placed import Placed
from projections.rows import Rows
from projections.statistics_counting import acting_agent, count, flow, move, own_row
from projections.statistics_counting import view as view
from projections.statistics_tables import CASES, WAITING
from projections.view import stream_row


@view.on(case.CaseCreated)
def create(rows: Rows, at: Placed[case.CaseCreated]) -> None:
    event = at.event
    creator = acting_agent(at) if event.origin in STARTED_BY_AGENTS else None
    rows.put(
        CASES,
        at.stream_id,
        profile_id=event.profile_id,
        origin=event.origin,
        created_at=at.occurred_at,
        moved_at=at.occurred_at,
        is_open=is_open(event.category),
        creator=creator,
    )
    count(rows, at, event.profile_id, "created", event.origin, agent=creator)
    if is_open(event.category):
        flow(rows, at, event.profile_id, at.occurred_at, 1)


@view.on(case.MessageAttached, own_row)
def count_message(rows: Rows, at: Placed[case.MessageAttached]) -> None:
    of, event = rows.need(CASES, at.stream_id), at.event
    out = event.direction == "out"
    measure, counted_at = MEASURES[event.direction], event.counted_at
    count(rows, at, of["profile_id"], measure, event.author_kind, occurred_at=counted_at)
    if event.decision.action in MOVED:
        return
    if not out or event.author_kind != "agent" or of["answered"] or of["origin"] not in ANSWERABLE:
        return
    rows.set(CASES, at.stream_id, answered=True)
    seconds = max(0.0, (at.occurred_at - of["created_at"]).total_seconds())
    agent = event.author_id
    count(rows, at, of["profile_id"], "first_response", of["origin"], agent=agent, seconds=seconds)


@view.on(case.MessageDetached, own_row)
def discount_message(rows: Rows, at: Placed[case.MessageDetached]) -> None:
    """Taken back from the day on which it was counted."""
    profile_id, event = rows.need(CASES, at.stream_id)["profile_id"], at.event
    measure = f"{MEASURES[event.direction]}_detached"
    count(rows, at, profile_id, measure, event.author_kind, occurred_at=event.attached_at)


@view.on(case.StatusChanged, own_row)
def change_status(rows: Rows, at: Placed[case.StatusChanged]) -> None:
    move(rows, at)


@view.on(case.CaseResolved, own_row)
def resolve(rows: Rows, at: Placed[case.CaseResolved]) -> None:
    move(rows, at, "resolved", at.event.reason)


@view.on(case.CaseClosed, own_row)
def close(rows: Rows, at: Placed[case.CaseClosed]) -> None:
    move(rows, at, "closed")


@view.on(case.CaseCanceled, own_row)
def cancel(rows: Rows, at: Placed[case.CaseCanceled]) -> None:
    move(rows, at, "canceled")


@view.on(case.CaseReopened, own_row)
def reopen(rows: Rows, at: Placed[case.CaseReopened]) -> None:
    settled = at.event.from_category in SETTLED
    move(rows, at, "reopened" if settled else "customer_returned", at.event.cause)


@view.on(message.MessageReceived)
def receive(rows: Rows, at: Placed[message.MessageReceived]) -> None:
    if at.event.case_id is None:
        rows.put(WAITING, at.stream_id, profile_id=at.event.profile_id)


@view.on(message.MessageParked, stream_row(WAITING))
def park(rows: Rows, at: Placed[message.MessageParked]) -> None:
    count(rows, at, rows.need(WAITING, at.stream_id)["profile_id"], "parked")
