"""The lookup: for a profile and a customer, the case that is open now and the older ones."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Index, MetaData, Table

from domain.case import events as case
from domain.case.deleting_events import CaseDeleted, CaseRestored
from domain.case.merging_events import CaseMerged, CaseUnmerged
from projections.categories import DELETED, MERGED, is_open
from projections.columns import flag, instant, key, words
from projections.placed import Placed
from projections.rows import Rows
from projections.view import View, stream_row

PAIRS = Table(
    "lookup",
    MetaData(),
    key("case_id"),
    words("profile_id"),
    words("customer_id"),
    words("number"),
    words("slot"),
    words("status"),
    words("category"),
    flag("is_open"),
    words("assignee", optional=True),
    instant("created_at"),
    instant("settled_at", optional=True),
    words("merged_into_number", optional=True),
    flag("hidden"),
    Index("lookup_pair", "profile_id", "customer_id", "created_at"),
    schema="lookup",
)

view = View("lookup", 2, PAIRS)

own_row = stream_row(PAIRS)


@view.on(case.CaseCreated)
def create(rows: Rows, at: Placed[case.CaseCreated]) -> None:
    event = at.event
    rows.put(
        PAIRS,
        at.stream_id,
        profile_id=event.profile_id,
        customer_id=event.customer_id,
        number=event.number,
        slot=event.slot,
        status=event.status,
        category=event.category,
        is_open=is_open(event.category),
        assignee=event.assignee,
        created_at=at.occurred_at,
    )


@view.on(case.StatusChanged, own_row)
def move(rows: Rows, at: Placed[case.StatusChanged]) -> None:
    _stands(rows, at)


@view.on(case.CaseResolved, own_row)
def resolve(rows: Rows, at: Placed[case.CaseResolved]) -> None:
    _stands(rows, at, settled_at=at.occurred_at)


@view.on(case.CaseClosed, own_row)
def close(rows: Rows, at: Placed[case.CaseClosed]) -> None:
    _stands(rows, at, settled_at=at.occurred_at)


@view.on(case.CaseCanceled, own_row)
def cancel(rows: Rows, at: Placed[case.CaseCanceled]) -> None:
    _stands(rows, at, settled_at=at.occurred_at)


@view.on(case.CaseReopened, own_row)
def reopen(rows: Rows, at: Placed[case.CaseReopened]) -> None:
    cleared = {"assignee": None} if at.event.cleared_assignee is not None else {}
    _stands(rows, at, settled_at=None, **cleared)


@view.on(case.AssigneeChanged, own_row)
def assign(rows: Rows, at: Placed[case.AssigneeChanged]) -> None:
    rows.set(PAIRS, at.stream_id, assignee=at.event.assignee)


@view.on(case.AssigneeCleared, own_row)
def clear(rows: Rows, at: Placed[case.AssigneeCleared]) -> None:
    rows.set(PAIRS, at.stream_id, assignee=None)


@view.on(CaseMerged, own_row)
def merge(rows: Rows, at: Placed[CaseMerged]) -> None:
    if at.event.role == "target":
        merged = {"status": "Merged", "category": MERGED, "is_open": False}
        rows.set(PAIRS, at.stream_id, **merged, merged_into_number=at.event.number)


@view.on(CaseUnmerged, own_row)
def unmerge(rows: Rows, at: Placed[CaseUnmerged]) -> None:
    """The one that was merged stands as before; so does a target that the merge had reopened."""
    event, then = at.event, at.event.back_to
    changed: dict[str, object] = {}
    if then is not None:
        changed |= {"status": then.status, "category": then.category}
        changed["is_open"] = is_open(then.category)
    if event.role == "target":
        changed["merged_into_number"] = None
    elif then is not None:
        changed |= {"settled_at": then.resolved_at, "assignee": then.assignee}
    if changed:
        rows.set(PAIRS, at.stream_id, **changed)


@view.on(CaseDeleted)
def delete(rows: Rows, at: Placed[CaseDeleted]) -> None:
    gone = {"status": "Deleted", "category": DELETED, "is_open": False}
    rows.set(PAIRS, at.stream_id, **gone, hidden=True)


@view.on(CaseRestored)
def restore(rows: Rows, at: Placed[CaseRestored]) -> None:
    _stands(rows, at, hidden=False)


def _stands(rows: Rows, at: Placed[Any], **also: object) -> None:
    status, category = at.event.status, at.event.category
    values = {"status": status, "category": category, "is_open": is_open(category), **also}
    rows.set(PAIRS, at.stream_id, **values)
