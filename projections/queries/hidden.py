"""Which of these cases are deleted?"""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select

from projections.messages import HIDDEN, view
from projections.reading import Reading


def hidden_cases(reading: Reading, cases: Collection[UUID]) -> set[UUID]:
    if not cases:
        return set()
    asked = select(HIDDEN.c.case_id).where(HIDDEN.c.case_id.in_(cases), HIDDEN.c.hidden)
    return set(reading.execute(view, asked).scalars())
