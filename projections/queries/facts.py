"""Which events make this number? The facts behind a statistic."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import msgspec
from sqlalchemy import Date, cast, func, select

from projections.queries.days import Period
from projections.reading import Reading
from projections.statistics import view
from projections.statistics_tables import FACTS


class Fact(msgspec.Struct, frozen=True):
    """`position` is the event's in the log, `stream_id` its case or message."""

    position: int
    measure: str
    occurred_at: datetime
    profile_id: str
    detail: str | None
    agent: str | None
    seconds: float | None
    stream_id: UUID


def facts_behind(
    reading: Reading, period: Period, profile_id: str, measure: str, *, limit: int = 1000
) -> list[Fact]:
    """`measure` is created, resolved, reopened, customer_returned, closed, canceled, deleted,
    restored, message_in, message_out, message_transferred, parked or first_response; or
    merged_away; and what takes back from one of these: created_merged, merged_away_undone,
    reopened_undone, message_in_detached, message_out_detached, message_transferred_detached."""
    day = cast(func.timezone(period.zone, FACTS.c.occurred_at), Date)
    statement = (
        select(FACTS)
        .where(FACTS.c.profile_id == profile_id, FACTS.c.measure == measure)
        .where(day.between(period.since, period.until))
        .order_by(FACTS.c.position)
        .limit(limit)
    )
    return [Fact(**row) for row in reading.execute(view, statement).mappings()]
