"""Which cases are there? Filters, sorts, pages; one case by its id or number."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Literal
from uuid import UUID

import msgspec
from sqlalchemy import ColumnElement, Select, select, tuple_

from domain.case.queued import WORK
from domain.rules.visibility import Sight, may_see
from projections.case_list import view
from projections.case_table import CASES
from projections.queries.case_row import CaseRow, case_row
from projections.queries.cursor import Cursor
from projections.queries.merged import end_of
from projections.queries.sight import seen_by
from projections.reading import Reading

Sort = Literal["activity", "created"]

SORTS: dict[str, str] = {"activity": "last_activity_at", "created": "created_at"}


class CaseFilter(msgspec.Struct, frozen=True, kw_only=True):
    """What is None is not asked. `title` asks for a part of it, whatever its case, `unassigned` for
    cases of nobody, `waiting` for those that wait in a queue until somebody takes them,
    `hidden` for deleted ones and nothing else, `parents` for those that have children."""

    profile_id: str | None = None
    customer_id: str | None = None
    status: str | None = None
    category: str | None = None
    is_open: bool | None = None
    assignee: str | None = None
    unassigned: bool = False
    group_name: str | None = None
    label: str | None = None
    origin: str | None = None
    priority: str | None = None
    title: str | None = None
    topic: str | None = None
    rule_id: str | None = None
    sentiment: str | None = None
    case_type: str | None = None
    disposition: str | None = None
    service: str | None = None
    queue: str | None = None
    waiting: bool = False
    creator: str | None = None
    parent_id: UUID | None = None
    hidden: bool = False
    parents: bool = False

    def equal(self) -> dict[str, Any]:
        """The columns that must have one value."""
        values = msgspec.structs.asdict(self)
        special = ("unassigned", "label", "waiting", "title", "parents")
        return {name: v for name, v in values.items() if v is not None and name not in special}


class CasePage(msgspec.Struct, frozen=True):
    """`next` is None on the last page; `position` is how far the list has taken the log."""

    cases: list[CaseRow]
    next: str | None
    position: int


def list_cases(
    reading: Reading,
    asked: CaseFilter,
    *,
    sort: Sort = "activity",
    descending: bool = True,
    limit: int = 50,
    cursor: str | None = None,
    sight: Sight | None = None,
) -> CasePage:
    """Pages stay right while cases change: each begins after the last case of the one before."""
    by = CASES.columns[SORTS[sort]]
    order = (by, CASES.c.case_id)
    statement = select(CASES).where(*_conditions(asked)).limit(limit + 1)
    if sight is not None:
        statement = statement.where(seen_by(sight))
    statement = statement.order_by(*(each.desc() if descending else each.asc() for each in order))
    if cursor is not None:
        statement = _after(statement, order, Cursor.read(cursor), descending=descending)
    rows = [case_row(row) for row in reading.execute(view, statement).mappings()]
    page = rows[:limit]
    more = Cursor(getattr(page[-1], by.name), page[-1].case_id).write() if rows[limit:] else None
    return CasePage(page, more, reading.position(view))


def find_case(
    reading: Reading, id_or_number: UUID | str, *, deleted: bool = False
) -> CaseRow | None:
    """By id the case itself; by number the one that it was merged into, if it was: a number leads
    to one case for ever. `deleted` finds one that is deleted, too."""
    found = _case_row(reading, id_or_number)
    if found is not None and found.hidden and not deleted:
        return None
    if found is None or found.merged_into is None or isinstance(id_or_number, UUID):
        return found
    return _case_row(reading, end_of(reading, found.case_id))


def _case_row(reading: Reading, id_or_number: UUID | str) -> CaseRow | None:
    column = CASES.c.case_id if isinstance(id_or_number, UUID) else CASES.c.number
    row = reading.execute(view, select(CASES).where(column == id_or_number)).mappings().first()
    return case_row(row) if row is not None else None


def filter_cases(
    rows: Iterable[Mapping[str, Any]],
    asked: CaseFilter,
    *,
    sort: Sort = "activity",
    descending: bool = True,
    sight: Sight | None = None,
) -> list[CaseRow]:
    """The same list over rows in memory, as a fold of the log leaves them."""
    equal, rows = asked.equal().items(), list(rows)
    parents = {row["parent_id"] for row in rows if not row["hidden"]}
    found = [
        case_row(row)
        for row in rows
        if all(row[name] == value for name, value in equal)
        and not (asked.unassigned and row["assignee"] is not None)
        and not (asked.waiting and not _waits(row))
        and not (asked.parents and row["case_id"] not in parents)
        and (asked.title is None or asked.title.lower() in (row["title"] or "").lower())
        and (asked.label is None or asked.label in row["labels"])
        and (sight is None or may_see(sight, row))
    ]
    by = SORTS[sort]
    return sorted(found, key=lambda c: (getattr(c, by), c.case_id), reverse=descending)


def _waits(row: Mapping[str, Any]) -> bool:
    takeable = row["assignee"] is None and row["merged_into"] is None
    return takeable and row["waiting_since"] is not None and row["category"] in WORK


def _conditions(asked: CaseFilter) -> list[ColumnElement[bool]]:
    conditions = [CASES.columns[name] == value for name, value in asked.equal().items()]
    if asked.waiting:
        conditions += [CASES.c.waiting_since.is_not(None), CASES.c.assignee.is_(None)]
        conditions += [CASES.c.category.in_(sorted(WORK)), CASES.c.merged_into.is_(None)]
    if asked.parents:
        child = CASES.alias("child")
        has_parent = child.c.parent_id.is_not(None) & ~child.c.hidden
        conditions.append(CASES.c.case_id.in_(select(child.c.parent_id).where(has_parent)))
    if asked.unassigned:
        conditions.append(CASES.c.assignee.is_(None))
    if asked.title is not None:
        conditions.append(CASES.c.title.icontains(asked.title, autoescape=True))
    if asked.label is not None:
        conditions += [CASES.c.labels.contains([asked.label]), CASES.c.labels != []]
    return conditions


def _after(
    statement: Select[Any],
    order: tuple[ColumnElement[Any], ...],
    cursor: Cursor,
    *,
    descending: bool,
) -> Select[Any]:
    here = tuple_(*order)
    there = (cursor.at, cursor.id)
    return statement.where(here < there if descending else here > there)
