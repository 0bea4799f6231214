"""Who gets a case: every combination of strategies that falls through to the next one."""

from __future__ import annotations

from typing import Any

import pytest

from domain.policy.work import Assignment
from domain.rules.assignment import Candidate, Candidates, Choice, choose

ALL = ("smart", "workload", "random")
LITERAL = {"smart": False, "workload": False, "random": True}
"""As the Qualtrics document says it: only random asks who is there (X-Q6)."""


def rule(*strategies: str, **more: Any) -> Assignment:
    given = {"requires_available": LITERAL} | more
    return Assignment.model_validate({"strategies": strategies or ALL, **given})


def chosen(rule: Assignment, *among: Candidate, seed: int = 0) -> tuple[str, str] | None:
    choice = choose(Candidates(among, seed), rule)
    return (choice.agent, choice.strategy) if choice is not None else None


def ann(**more: Any) -> Candidate:
    return Candidate("ann", **more)


def bob(**more: Any) -> Candidate:
    return Candidate("bob", **more)


@pytest.mark.parametrize("load", [0, 9])
def test_smart_goes_first_whatever_the_load(load: int) -> None:
    assert chosen(rule(), ann(), bob(last_handler=True, load=load)) == ("bob", "smart")


def test_without_a_last_handler_the_least_loaded_gets_it() -> None:
    assert chosen(rule(), ann(load=2), bob(load=1)) == ("bob", "workload")


def test_equal_loads_are_drawn_among_by_the_seed() -> None:
    tied = (ann(load=1), bob(load=1), Candidate("cid", load=2))
    assert chosen(rule(), *tied, seed=7) == ("bob", "random")
    assert chosen(rule(), *tied, seed=8) == ("ann", "random")


def test_equal_loads_without_random_go_to_the_lowest_id() -> None:
    assert chosen(rule("workload"), bob(), ann()) == ("ann", "workload")
    assert chosen(rule("smart", "workload"), bob(), ann()) == ("ann", "workload")


def test_smart_alone_gives_it_to_nobody_else() -> None:
    assert chosen(rule("smart"), ann(), bob()) is None


def test_smart_falls_to_random_where_workload_is_not_selected() -> None:
    assert chosen(rule("smart", "random"), ann(load=5), bob(load=0), seed=2) == ("ann", "random")


def test_random_draws_only_who_is_there() -> None:
    away = bob(available=False)
    assert {chosen(rule("random"), ann(), away, seed=seed) for seed in range(4)} == {
        ("ann", "random")
    }
    assert chosen(rule("random"), away) is None


def test_a_tie_of_people_who_are_away_goes_to_the_lowest_of_them() -> None:
    """Workload does not ask who is there, so it is met by them (X-Q5)."""
    tied = (ann(available=False), bob(available=False), Candidate("cid", load=1))
    assert chosen(rule(), *tied) == ("ann", "workload")


@pytest.mark.parametrize("strategy", ALL)
def test_a_strategy_that_asks_who_is_there_passes_over_who_is_away(strategy: str) -> None:
    asks = rule(strategy, requires_available={})
    handler = bob(available=False, last_handler=True)
    assert chosen(asks, handler) is None
    assert chosen(asks, handler, Candidate("zoe", last_handler=True, load=4)) == ("zoe", strategy)


def test_smart_that_asks_who_is_there_falls_through_to_workload() -> None:
    asks = rule(requires_available={})
    away = bob(available=False, last_handler=True)
    assert chosen(asks, ann(load=3), away, Candidate("cid", load=4)) == ("ann", "workload")


@pytest.mark.parametrize(
    ("policy", "own", "load", "free"),
    [
        (None, None, 99, True),
        (2, None, 1, True),
        (2, None, 2, False),
        (None, 2, 2, False),
        (2, 5, 2, False),
        (5, 2, 3, False),
        (None, 0, 0, False),
    ],
)
def test_nobody_gets_more_than_the_policy_or_his_own_limit_lets(
    policy: int | None, own: int | None, load: int, free: bool
) -> None:
    full = ann(load=load, capacity=own, last_handler=True)
    assert (chosen(rule(capacity=policy), full) is not None) == free


def test_nobody_in_question_leaves_it_unassigned() -> None:
    assert chosen(rule()) is None


def test_the_choice_says_among_whom_with_which_loads() -> None:
    among = (Candidate("cid", load=3), bob(load=1), ann(load=1))
    assert choose(Candidates(among, 3), rule()) == Choice(
        "bob", "random", ("ann", "bob"), (1, 1), 3
    )
    assert choose(Candidates(among[:2], 3), rule("workload")) == Choice(
        "bob", "workload", ("bob",), (1,), 3
    )
