"""What people type to find a case: the word "Case", a number, a subject, or who the customer is."""

from __future__ import annotations

import re
from typing import Literal
from uuid import UUID

import msgspec
from sqlalchemy import (
    ARRAY,
    ColumnElement,
    Text,
    and_,
    false,
    func,
    literal,
    or_,
    select,
    true,
    union,
)

from domain.rules.visibility import Sight
from projections import contacts
from projections.case_list import view
from projections.case_table import CASES
from projections.contacts import ACCOUNTS, CONTACTS
from projections.queries.case_row import CaseRow, case_row
from projections.queries.cases import find_case
from projections.queries.contacts import EACH_ACCOUNT
from projections.queries.sight import seen_by
from projections.reading import Reading

FindSort = Literal["number", "created", "subject"]

SORTS: dict[str, tuple[ColumnElement[object], ...]] = {
    "number": (func.length(CASES.c.number), CASES.c.number),
    "created": (CASES.c.created_at, CASES.c.case_id),
    "subject": (func.lower(CASES.c.subject), func.length(CASES.c.number), CASES.c.number),
}
"""B-20; numbers are compared as numbers, cases without a subject stand together."""

NAMED = re.compile(r"case[\s#:]+(\S+)", re.IGNORECASE)
MERGED = CASES.alias("merged")


class FoundCases(msgspec.Struct, frozen=True):
    """`total` counts those too that are not shown."""

    cases: list[CaseRow]
    total: int
    position: int


def find_cases(
    reading: Reading,
    typed: str,
    *,
    sort: FindSort = "number",
    descending: bool = False,
    limit: int = 50,
    sight: Sight | None = None,
) -> FoundCases:
    """A number of a case, alone or behind the word "Case", gives exactly that one, or the one that
    it was merged into. The word alone gives all; any other text those whose subject or title has
    it, or whose customer's name, address or account has each of its words (B-08 to B-14)."""
    text = typed.strip()
    numbered = _numbered(reading, text)
    if numbered is not None:
        fits: ColumnElement[bool] = CASES.c.case_id == numbered
    elif text.lower() == "case":
        fits = true()
    else:
        fits = _fitting(reading, text) if text else false()
    shown = and_(fits, CASES.c.merged_into.is_(None), CASES.c.hidden.is_(False))
    if sight is not None:
        shown = and_(shown, seen_by(sight))
    ordered = (each.desc() if descending else each.asc() for each in SORTS[sort])
    page = select(CASES).where(shown).order_by(*ordered).limit(limit)
    count = select(func.count()).select_from(CASES).where(shown)
    return FoundCases(
        [case_row(row) for row in reading.execute(view, page).mappings()],
        int(reading.execute(view, count).scalar_one()),
        reading.position(view),
    )


def _numbered(reading: Reading, text: str) -> UUID | None:
    behind_the_word = NAMED.fullmatch(text)
    found = find_case(reading, behind_the_word[1] if behind_the_word else text)
    return found.case_id if found is not None else None


def _fitting(reading: Reading, text: str) -> ColumnElement[bool]:
    """Also through a case that was merged into the one that shows it."""
    said = (
        CASES.c[name].icontains(text, autoescape=True)
        for name in ("subject", "title", "customer_id")
    )
    found = [select(CASES.c.case_id).where(or_(*said))]
    if customers := _customers(reading, text):
        profiles, ids = (literal(list(each), ARRAY(Text)) for each in zip(*customers, strict=True))
        known = func.unnest(profiles, ids).table_valued("profile_id", "customer_id")
        known = known.render_derived()
        his = and_(
            CASES.c.profile_id == known.c.profile_id, CASES.c.customer_id == known.c.customer_id
        )
        found.append(select(CASES.c.case_id).join(known, his))
    hits = union(*found).cte("hits")
    number = func.unnest(CASES.c.merged_numbers).label("number")
    holds = select(CASES.c.case_id, number).where(CASES.c.merged_numbers != []).subquery("holds")
    merged = hits.join(MERGED, MERGED.c.case_id == hits.c.case_id)
    through = select(holds.c.case_id).select_from(
        merged.join(holds, holds.c.number == MERGED.c.number)
    )
    return CASES.c.case_id.in_(union(select(hits.c.case_id), through))


def _customers(reading: Reading, text: str) -> list[tuple[str, str]]:
    """Profile and account of everybody who is called so, by his messages or as a contact."""
    words = text.lower().split()
    named = or_(
        *(
            and_(*(each.c.search.contains(word, autoescape=True) for word in words))
            for each in (ACCOUNTS, CONTACTS)
        )
    )
    rows = reading.execute(contacts.view, EACH_ACCOUNT.where(named)).mappings()
    return [(row["profile_id"], row["customer_id"]) for row in rows]
