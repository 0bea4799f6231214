"""Who holds which open case, and what a decision took for the loads of agents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Protocol
from uuid import UUID

import msgspec

from domain.case.aggregate import Case
from domain.kernel import Aggregate

NEVER = -1
"""A load that nobody can have."""


class Holding(msgspec.Struct, frozen=True):
    """Whose open case it was and is; None for nobody's, or a case that is not open."""

    case_id: UUID
    before: str | None
    after: str | None


class Loads(msgspec.Struct, frozen=True):
    """How many open cases agents had when it was decided who gets one more; `stream` is what such
    decisions name among their reads."""

    stream: UUID
    expected: Mapping[str, int]


class Decided(Protocol):
    @property
    def loads(self) -> Loads | None: ...

    @property
    def holdings(self) -> Iterable[Holding]: ...


def holdings_of(known: Mapping[UUID, Aggregate]) -> list[Holding]:
    """Of the cases that came into other hands by what was just decided."""
    return [
        Holding(case.id, *passed)
        for case in known.values()
        if isinstance(case, Case) and (passed := case.passed()) is not None
    ]


def moved(holdings: Iterable[Holding]) -> Counter[str]:
    """By how much each agent's load changes."""
    changes: Counter[str] = Counter()
    for each in holdings:
        if each.before is not None:
            changes[each.before] -= 1
        if each.after is not None:
            changes[each.after] += 1
    return changes


def expected_loads(decided: Iterable[Decided]) -> Loads | None:
    """What must be stored before these decisions are: each of them saw, besides, what those before
    it hand out. Where two of them do not fit each other, nothing fits."""
    found: Loads | None = None
    expected: dict[str, int] = {}
    handed_out: Counter[str] = Counter()
    for each in decided:
        if each.loads is not None:
            found = each.loads
            for agent, seen in each.loads.expected.items():
                stored = seen - handed_out[agent]
                if expected.setdefault(agent, stored) != stored:
                    expected[agent] = NEVER
        if each.holdings:
            handed_out.update(moved(each.holdings))
    return Loads(found.stream, expected) if found is not None else None
