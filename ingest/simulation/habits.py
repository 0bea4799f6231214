"""How often what happens, for each preset: what its customers and agents are like."""

from __future__ import annotations

from datetime import timedelta

import msgspec

Span = tuple[timedelta, timedelta]


def hours(low: float, high: float) -> Span:
    return timedelta(hours=low), timedelta(hours=high)


def days(low: float, high: float) -> Span:
    return timedelta(days=low), timedelta(days=high)


class Habits(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """Shares of episodes, 0 to 1. `soon` and `late` lie on either side of the preset's boundary."""

    answered: float = 0.92
    on_the_channel: float = 0.35
    follows_up: float = 0.4
    waits_for_customer: float = 0.3
    assigned: float = 0.6
    noted: float = 0.25
    resolved: float = 0.8
    canceled: float = 0.04
    reopened_by_hand: float = 0.04
    opened_by_hand: float = 0.05
    thanks: float = 0.08
    returns_soon: float = 0.3
    soon: Span = hours(1, 60)
    returns_late: float = 0.2
    late: Span = days(4, 16)
    escalated: float = 0.0
    closed: float = 0.0
    closed_after: Span = days(14, 18)
    child: float = 0.0
    detached: float = 0.0
    second_matter: float = 0.0
    public: float = 0.0
    greeted_by_bot: float = 0.0
    out_of_office: float = 0.0
    copied: float = 0.0
    next_matter: Span = days(5, 35)


BRIGHT_PATTERN = Habits(
    soon=days(0.2, 11),
    closed=0.35,
    returns_late=0.3,
    late=days(15, 30),
    out_of_office=0.07,
    copied=0.06,
)
CREATIO = Habits(returns_soon=0.35, soon=hours(2, 200), returns_late=0.15, closed=0.3)
EMPLIFI = Habits(
    soon=hours(0.5, 66),
    returns_soon=0.35,
    returns_late=0.35,
    late=days(3.2, 14),
    escalated=0.65,
    public=0.2,
    greeted_by_bot=0.1,
)
QUALTRICS = Habits(
    resolved=0.6,
    returns_soon=0.3,
    soon=hours(1, 90),
    returns_late=0.4,
    late=days(28.1, 40),
    public=0.03,
    greeted_by_bot=0.25,
    next_matter=days(3, 20),
)
DESKIE = Habits(
    child=0.2,
    detached=0.3,
    second_matter=0.08,
    soon=days(0.1, 8),
    out_of_office=0.05,
    copied=0.06,
)
ORDINARY = Habits()

_BY_POLICY = {
    "bright_pattern": BRIGHT_PATTERN,
    "creatio": CREATIO,
    "emplifi": EMPLIFI,
    "qualtrics": QUALTRICS,
    "deskie": DESKIE,
}


def habits_under(policy_id: str) -> Habits:
    return _BY_POLICY.get(policy_id.replace("-", "_"), ORDINARY)
