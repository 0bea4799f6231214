"""Who works on which mail at this moment?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec
from sqlalchemy import Select, or_, select

from projections import case_list
from projections.case_table import CASES
from projections.locks import LOCKS, view
from projections.queries.merged import shown_with
from projections.reading import Reading


class HeldLock(msgspec.Struct, frozen=True):
    """On a message, or without one on the whole case. `taken_at` is when it was taken last."""

    case_id: UUID
    number: str | None
    message_id: UUID | None
    holder: str
    taken_at: datetime
    until: datetime


def locks_held(reading: Reading, now: datetime, *, holder: str | None = None) -> list[HeldLock]:
    """The one that ends first comes first."""
    statement = _held(now)
    if holder is not None:
        statement = statement.where(LOCKS.c.holder == holder)
    return _locks(reading, statement)


def locks_in_case(
    reading: Reading, case_id: UUID, messages: Sequence[UUID], now: datetime
) -> list[HeldLock]:
    """On the case, or on any of these messages of it."""
    of_case = LOCKS.c.case_id.in_(shown_with(reading, case_id)) & LOCKS.c.message_id.is_(None)
    mine = or_(of_case, LOCKS.c.message_id.in_(messages))
    return _locks(reading, _held(now).where(mine))


def _held(now: datetime) -> Select[tuple[object, ...]]:
    live = select(LOCKS).where(LOCKS.c.released_at.is_(None), LOCKS.c.until > now)
    return live.order_by(LOCKS.c.until, LOCKS.c.lock_id)


def _locks(reading: Reading, statement: Select[tuple[object, ...]]) -> list[HeldLock]:
    rows = reading.execute(view, statement).mappings().all()
    cases = {row["case_id"] for row in rows}
    named = select(CASES.c.case_id, CASES.c.number).where(CASES.c.case_id.in_(cases))
    numbers = {row[0]: row[1] for row in reading.execute(case_list.view, named)} if cases else {}
    return [
        HeldLock(
            case_id=row["case_id"],
            number=numbers.get(row["case_id"]),
            message_id=row["message_id"],
            holder=row["holder"],
            taken_at=row["taken_at"],
            until=row["until"],
        )
        for row in rows
    ]
