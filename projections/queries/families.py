"""The filter "Parent and child cases": parents, each with its children directly under it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from uuid import UUID

import msgspec
from sqlalchemy import select

from domain.rules.visibility import Sight
from projections.case_list import view
from projections.case_table import CASES
from projections.queries.case_row import CaseRow, case_row
from projections.queries.cases import CaseFilter, CasePage, Sort, list_cases
from projections.queries.sight import seen_by
from projections.reading import Reading


def list_families(
    reading: Reading,
    asked: CaseFilter,
    *,
    sort: Sort = "activity",
    descending: bool = True,
    limit: int = 50,
    cursor: str | None = None,
    sight: Sight | None = None,
) -> CasePage:
    """A page of parents as they are asked for, with all their children (D-35, D-36); `limit` counts
    parents, so that no family is torn apart."""
    page = list_cases(
        reading,
        msgspec.structs.replace(asked, parents=True),
        sort=sort,
        descending=descending,
        limit=limit,
        cursor=cursor,
        sight=sight,
    )
    parents = [each.case_id for each in page.cases]
    statement = select(CASES).where(CASES.c.parent_id.in_(parents), ~CASES.c.hidden)
    if sight is not None:
        statement = statement.where(seen_by(sight))
    children = (case_row(row) for row in reading.execute(view, statement).mappings())
    return CasePage(list(families(page.cases, children)), page.next, page.position)


def families(parents: Sequence[CaseRow], children: Iterable[CaseRow]) -> Iterator[CaseRow]:
    """Children in the order in which they were made."""
    under: defaultdict[UUID | None, list[CaseRow]] = defaultdict(list)
    for each in sorted(children, key=lambda child: (child.created_at, child.case_id)):
        under[each.parent_id].append(each)
    for parent in parents:
        yield parent
        yield from under[parent.case_id]


def are_there_families(reading: Reading) -> bool:
    """Without linked cases the filter is not offered (D-57)."""
    linked = select(CASES.c.case_id).where(CASES.c.parent_id.is_not(None), ~CASES.c.hidden)
    return reading.execute(view, linked.limit(1)).first() is not None
