"""Proves that every statistic equals a fold of the log, day by day and number by number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from math import isclose
from statistics import fmean
from typing import Any, Literal

import msgspec

from projections.placed import Log
from projections.queries.days import Period
from projections.queries.statistics import FirstResponse, Numbers, report
from projections.reading import Reading
from projections.runner import PAGE
from projections.statistics import view
from projections.statistics_fold import StatisticsFold

Source = Literal["buckets", "facts"]
SOURCES: tuple[Source, ...] = ("buckets", "facts")


class Difference(msgspec.Struct, frozen=True):
    """`day` is None for a total over all days. `source` says where the number was read: `buckets`,
    as reports do, or `facts`, where drilling down leads."""

    statistic: str
    profile_id: str
    day: date | None
    shown: Any
    folded: Any
    source: Source


class Checked(msgspec.Struct, frozen=True):
    """`numbers` were compared, up to `position` of the log."""

    differences: list[Difference]
    numbers: int
    position: int


def check_statistics(log: Log, reading: Reading) -> Checked:
    """Reads the whole log up to where the view stands."""
    position = reading.position(view)
    fold = _fold(log, position)
    span = fold.days()
    if span is None:
        return Checked([], 0, position)
    period = Period(*span)
    folded_days, folded_totals = _numbers(fold, period)
    differences, numbers = [], 0
    for source in SOURCES:
        shown = report(reading, period, from_facts=source == "facts")
        pairs = [
            *((profile, day, *pair) for (profile, day), pair in _pairs(shown.days, folded_days)),
            *((profile, None, *pair) for profile, pair in _pairs(shown.totals, folded_totals)),
        ]
        differences += [each for pair in pairs for each in _compare(*pair, source)]
        numbers += len(pairs) * len(Numbers.__struct_fields__)
    return Checked(differences, numbers, position)


def _fold(log: Log, position: int) -> StatisticsFold:
    fold, after = StatisticsFold(), 0
    while page := [at for at in log.events(after, PAGE) if at.position <= position]:
        for at in page:
            fold.take(at)
        after = page[-1].position
    return fold


def _numbers(
    fold: StatisticsFold, period: Period
) -> tuple[dict[tuple[str, date], Numbers], dict[str, Numbers]]:
    days: defaultdict[tuple[str, date], Numbers] = defaultdict(Numbers)
    totals: defaultdict[str, Numbers] = defaultdict(Numbers)
    for ((profile, day), counted), number in fold.counts.items():
        for numbers in (days[profile, day], totals[profile]):
            _add(numbers, counted.measure, counted.detail, number)
    waits: defaultdict[str, list[float]] = defaultdict(list)
    for (profile, day), seconds in fold.responses.items():
        days[profile, day].first_response = _summary(seconds)
        waits[profile] += seconds
    for profile, seconds in waits.items():
        totals[profile].first_response = _summary(seconds)
    changes = fold.backlog_changes()
    for profile in {profile for profile, _ in changes}:
        left = 0
        for day in period.days:
            left += changes.get((profile, day), 0)
            if left or (profile, day) in days:
                days[profile, day].backlog = left
        totals[profile].backlog = left
    return days, totals


def _add(numbers: Numbers, measure: str, detail: str | None, number: int) -> None:
    if detail is None:
        setattr(numbers, measure, getattr(numbers, measure) + number)
    else:
        by_detail = getattr(numbers, measure)
        by_detail[detail] = by_detail.get(detail, 0) + number


def _summary(seconds: list[float]) -> FirstResponse:
    ordered = sorted(seconds)
    return FirstResponse(
        len(ordered), _percentile(ordered, 0.5), _percentile(ordered, 0.9), fmean(ordered)
    )


def _percentile(ordered: list[float], share: float) -> float:
    """Between the two neighbours, as PostgreSQL's `percentile_cont`."""
    place = share * (len(ordered) - 1)
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)


def _pairs(
    shown: Mapping[Any, Numbers], folded: Mapping[Any, Numbers]
) -> list[tuple[Any, tuple[Numbers, Numbers]]]:
    keys = sorted(shown.keys() | folded.keys())
    return [(key, (shown.get(key, Numbers()), folded.get(key, Numbers()))) for key in keys]


def _compare(
    profile: str, day: date | None, shown: Numbers, folded: Numbers, source: Source
) -> list[Difference]:
    differences = []
    for name in Numbers.__struct_fields__:
        left, right = getattr(shown, name), getattr(folded, name)
        if not _same(left, right):
            differences.append(Difference(name, profile, day, left, right, source))
    return differences


def _same(left: Any, right: Any) -> bool:
    if not isinstance(left, FirstResponse):
        return bool(left == right)
    pairs = zip(msgspec.structs.astuple(left), msgspec.structs.astuple(right), strict=True)
    return all(a == b or (a and b and isclose(a, b, rel_tol=1e-9)) for a, b in pairs)
