"""Who gets a case: smart before workload before random, of those strategies that are selected."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import msgspec

from domain.policy.work import ORDER, Assignment, Strategy

SEEDS = 2**53
"""Seeds stay exact wherever the event is read, in languages without large integers too."""


class Candidate(msgspec.Struct, frozen=True):
    """An agent as the rule knows him. `load` are the open cases that he holds, `capacity` his own
    limit, `last_handler` whether he handled this contact last."""

    id: str
    available: bool = True
    load: int = 0
    capacity: int | None = None
    last_handler: bool = False


class Candidates(msgspec.Struct, frozen=True):
    """Those to whom the assignment is restricted, and what a draw among them rests on."""

    among: tuple[Candidate, ...]
    seed: int


class Choice(msgspec.Struct, frozen=True):
    """`among` and their `loads` are those whom `strategy` chose from, by id."""

    agent: str
    strategy: Literal["smart", "workload", "random"]
    among: tuple[str, ...]
    loads: tuple[int, ...]
    seed: int


def choose(candidates: Candidates, rule: Assignment) -> Choice | None:
    """None where nobody can take it: the case stays unassigned.

    Workload leaves all who have the fewest: one of them gets the case, several go on to random, or
    to the lowest id where random is not selected (X-Q5).
    """
    free = sorted(
        (each for each in candidates.among if has_room(each, rule)), key=lambda each: each.id
    )
    tied: list[Candidate] = []
    for strategy in ORDER:
        if strategy not in rule.strategies:
            continue
        able = _able(tied or free, strategy, rule)
        if strategy == "smart":
            able = [each for each in able if each.last_handler]
        if strategy == "workload":
            fewest = min((each.load for each in able), default=0)
            tied = [each for each in able if each.load == fewest]
            if len(tied) > 1 and "random" in rule.strategies:
                continue
            able = tied
        if able:
            return _choice(able, strategy, candidates.seed)
    return _choice(tied, "workload", candidates.seed) if tied else None


def has_room(candidate: Candidate, rule: Assignment) -> bool:
    """Neither the rule's capacity nor his own is used up."""
    limits = [limit for limit in (rule.capacity, candidate.capacity) if limit is not None]
    return all(candidate.load < limit for limit in limits)


def _able(candidates: Sequence[Candidate], strategy: Strategy, rule: Assignment) -> list[Candidate]:
    """Some strategies give cases to those only who are there (X-Q6)."""
    needed = getattr(rule.requires_available, strategy)
    return [each for each in candidates if each.available or not needed]


def _choice(able: Sequence[Candidate], strategy: Strategy, seed: int) -> Choice:
    drawn = able[seed % len(able)] if strategy == "random" else able[0]
    return Choice(
        agent=drawn.id,
        strategy=strategy,
        among=tuple(each.id for each in able),
        loads=tuple(each.load for each in able),
        seed=seed,
    )
