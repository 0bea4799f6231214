"""How many, how fast, how much is left: by profile and day, with the position it was read at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import msgspec
from sqlalchemy import text
from sqlalchemy.exc import DataError

from projections.definitions import ANSWERABLE, DAY, DEFINITIONS
from projections.queries import statistics_sql as sql
from projections.queries.days import Period, PeriodError
from projections.reading import Reading
from projections.statistics import view


class FirstResponse(msgspec.Struct, frozen=True):
    """Seconds; the figures are None when nothing was answered."""

    count: int = 0
    median: float | None = None
    p90: float | None = None
    mean: float | None = None


class Numbers(msgspec.Struct):
    """What `projections.definitions.DEFINITIONS` says. Dictionaries are by origin, agent, cause."""

    created: dict[str, int] = {}
    received_inbound: int = 0
    received_by_agent: dict[str, int] = {}
    merged_away: int = 0
    resolved: int = 0
    reopened: dict[str, int] = {}
    customer_returned: dict[str, int] = {}
    closed: int = 0
    canceled: int = 0
    deleted: int = 0
    restored: int = 0
    messages_in: int = 0
    messages_out: int = 0
    messages_transferred: int = 0
    parked: int = 0
    first_response: FirstResponse = FirstResponse()
    backlog: int = 0


class StatisticsReport(msgspec.Struct, frozen=True):
    """`days` by profile and day, without those where nothing happened and nothing was left;
    `totals` by profile over the whole period, with the backlog at its end."""

    period: Period
    position: int
    days: dict[tuple[str, date], Numbers]
    totals: dict[str, Numbers]
    definitions: dict[str, str] = msgspec.field(default_factory=lambda: dict(DEFINITIONS))
    day: str = DAY


PLAIN = {
    "closed": "closed",
    "canceled": "canceled",
    "deleted": "deleted",
    "restored": "restored",
    "merged_away": "merged_away",
    "message_in": "messages_in",
    "message_out": "messages_out",
    "message_transferred": "messages_transferred",
    "parked": "parked",
    "resolved": "resolved",
}


TAKEN_BACK = {
    "created_merged": "created",
    "merged_away_undone": "merged_away",
    "message_in_detached": "message_in",
    "message_out_detached": "message_out",
    "message_transferred_detached": "message_transferred",
    "reopened_undone": "reopened",
}
"""What a measure takes back from another one: it counts on the day that it takes it from."""


def report(
    reading: Reading, period: Period, *, profile_id: str | None = None, from_facts: bool = False
) -> StatisticsReport:
    """`from_facts` counts one by one what is else added up beforehand; both must agree."""
    asked: dict[str, Any] = {
        "since": period.since,
        "until": period.until,
        "zone": period.zone,
        "profile_id": profile_id,
    }
    days: defaultdict[tuple[str, date], Numbers] = defaultdict(Numbers)
    totals: defaultdict[str, Numbers] = defaultdict(Numbers)
    asked["minutes"] = grain = None if from_facts else _grain(reading, period)
    for row in _rows(reading, sql.COUNTS if grain else sql.COUNTS_OF_FACTS, asked):
        _count(days[row["profile_id"], row["day"]], row)
        _count(totals[row["profile_id"]], row)
    for row in _rows(reading, sql.FIRST_RESPONSES, asked):
        found = FirstResponse(row["count"], row["median"], row["p90"], row["mean"])
        profile, day = row["profile_id"], row["day"]
        numbers = totals[profile] if day is None else days[profile, day]
        numbers.first_response = found
    before = _rows(reading, sql.BEFORE, asked)
    changes = _rows(reading, sql.CHANGES if grain else sql.CHANGES_OF_FLOW, asked)
    _backlog([*before, *changes], period, days, totals)
    return StatisticsReport(
        period,
        reading.position(view),
        {key: each for key, each in sorted(days.items()) if each != Numbers()},
        dict(sorted(totals.items())),
    )


def _rows(
    reading: Reading, statement: str, asked: Mapping[str, Any]
) -> Iterable[Mapping[Any, Any]]:
    placed = statement.replace("{schema}", reading.standing(view).schema)
    return reading.execute(view, text(placed), asked).mappings()


def _grain(reading: Reading, period: Period) -> int | None:
    asked = {"since": period.since, "until": period.until, "zone": period.zone}
    try:
        found: int | None = reading.execute(view, text(sql.GRAIN), asked).scalar_one()
    except DataError as unknown:
        raise PeriodError(f"zone: {period.zone!r} is not known to the database") from unknown
    return found


def _count(numbers: Numbers, row: Mapping[Any, Any]) -> None:
    measure, number = row["measure"], row["number"]
    if measure in TAKEN_BACK:
        measure, number = TAKEN_BACK[measure], -number
    if measure in PLAIN:
        name = PLAIN[measure]
        setattr(numbers, name, getattr(numbers, name) + number)
    elif measure in ("reopened", "customer_returned"):
        _add(getattr(numbers, measure), row["detail"], number)
    elif measure == "created":
        _add(numbers.created, row["detail"], number)
        numbers.received_inbound += number if row["detail"] in ANSWERABLE else 0
        if row["agent"] is not None:
            _add(numbers.received_by_agent, row["agent"], number)


def _add(counts: dict[str, int], name: str, number: int) -> None:
    counts[name] = counts.get(name, 0) + number
    if not counts[name]:
        del counts[name]


def _backlog(
    rows: Iterable[Mapping[Any, Any]],
    period: Period,
    days: defaultdict[tuple[str, date], Numbers],
    totals: defaultdict[str, Numbers],
) -> None:
    """The row of a profile that has no day is what was left when the period began."""
    changes: dict[str, dict[date | None, int]] = {}
    for row in rows:
        changes.setdefault(row["profile_id"], {})[row["day"]] = row["change"]
    for profile in changes.keys() | totals.keys():
        moved = changes.get(profile, {})
        left = moved.get(None, 0)
        for day in period.days:
            left += moved.get(day, 0)
            if left or (profile, day) in days:
                days[profile, day].backlog = left
        totals[profile].backlog = left
