"""How many cases are in which status, by profile?"""

from __future__ import annotations

import msgspec
from sqlalchemy import func, select

from projections.case_list import view
from projections.case_table import CASES
from projections.reading import Reading


class CaseCount(msgspec.Struct, frozen=True):
    """`status` is the policy's own word, `category` what the engine makes of it."""

    profile_id: str
    status: str
    category: str
    cases: int


def count_cases(reading: Reading) -> list[CaseCount]:
    by = (CASES.c.profile_id, CASES.c.status, CASES.c.category)
    statement = (
        select(*by, func.count().label("cases")).where(~CASES.c.hidden).group_by(*by).order_by(*by)
    )
    return [CaseCount(**row) for row in reading.execute(view, statement).mappings()]
