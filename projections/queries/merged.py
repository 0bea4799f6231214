"""Which cases show what was merged into them, and where does a merged one lead?"""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select

from projections.case_list import view
from projections.case_table import CASES
from projections.reading import Reading


def shown_with(reading: Reading, case_id: UUID) -> list[UUID]:
    """The case, and all that were merged into it or into one of those."""
    shown, newest = [case_id], [case_id]
    while newest:
        merged = select(CASES.c.case_id).where(CASES.c.merged_into.in_(newest))
        found = reading.execute(view, merged.order_by(CASES.c.number)).scalars()
        newest = [each for each in found if each not in shown]
        shown += newest
    return shown


def end_of(reading: Reading, case_id: UUID) -> UUID:
    """The case that shows what this one holds: itself, or the end of its merges."""
    seen = [case_id]
    while True:
        into = select(CASES.c.merged_into).where(CASES.c.case_id == seen[-1])
        found = reading.execute(view, into).scalar_one_or_none()
        if found is None or found in seen:
            return seen[-1]
        seen.append(found)
