"""When things happen: customers while they are awake, agents in their working hours (UTC)."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

OFFICE_OPENS, OFFICE_CLOSES = 8, 18
MORNING, NIGHT = 7, 23
SATURDAY = 5
JITTER = timedelta(minutes=50)
EARLIER = 0.55


def between(rng: Random, low: timedelta, high: timedelta) -> timedelta:
    """A span in whole milliseconds, more often near `low`: most answers are quick, some are not.

    Only products, no logarithm, so that every machine computes the same.
    """
    share = rng.random()
    span = (high - low) / timedelta(milliseconds=1)
    return low + timedelta(milliseconds=int(span * share * share * share))


def opening(rng: Random, start: datetime, days: int) -> datetime:
    """When a customer first writes: any day, rarely at night, less at weekends.

    The first days get more, for later on there are the customers who return.
    """
    for _ in range(20):
        share = rng.random()
        share *= EARLIER + (1 - EARLIER) * share
        at = start + timedelta(milliseconds=int(share * days * 86_400_000))
        if MORNING <= at.hour < NIGHT and (at.weekday() < SATURDAY or rng.random() < 0.4):
            break
    return at


def while_awake(rng: Random, at: datetime) -> datetime:
    """`at`, or the next morning."""
    if MORNING <= at.hour < NIGHT:
        return at
    return _sometime_after(rng, at, MORNING)


def at_work(rng: Random, at: datetime) -> datetime:
    """`at`, or soon after the office opens again."""
    if at.weekday() < SATURDAY and OFFICE_OPENS <= at.hour < OFFICE_CLOSES:
        return at
    at = _sometime_after(rng, at, OFFICE_OPENS)
    while at.weekday() >= SATURDAY:
        at += timedelta(days=1)
    return at


def _sometime_after(rng: Random, at: datetime, hour: int) -> datetime:
    next_day = at.hour >= hour
    morning = at.replace(hour=hour, minute=0, second=0, microsecond=0) + timedelta(days=next_day)
    return morning + between(rng, timedelta(0), JITTER)
