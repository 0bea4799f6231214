"""Who gets the case that a rule opens."""

from __future__ import annotations

import pytest

from tests.support.controls import Engine
from tests.support.controls_channel import Channel, hours
from tests.support.controls_rules import case_rule
from tests.support.defining import define


@pytest.mark.requirement("Q-34")
@pytest.mark.requirement("Q-51")
def test_the_case_goes_to_the_team_that_the_rule_names(engine: Engine, care: Channel) -> None:
    for agent in ("anna", "bob", "eve"):
        define(engine, "agent", agent)
    define(engine, "group", "clara-team", members=["bob"])
    case_rule(engine, restrict_to={"teams": ["clara-team"]}, strategies=["workload"])
    engine.hear(care, care.message("1"), care.message("2", customer="joe"))
    assert [engine.open_case(each).assignee for each in ("ann", "joe")] == ["bob", "bob"]


@pytest.mark.requirement("Q-52")
def test_smart_comes_before_workload_and_random_breaks_its_tie(
    engine: Engine, care: Channel
) -> None:
    for agent in ("anna", "bob"):
        define(engine, "agent", agent)
    case_rule(engine, strategies=["random", "workload", "smart"])
    engine.hear(care, care.message("1"))
    first = engine.events("case.assignee_changed")[-1]
    engine.resolve(hours(1))
    engine.hear(care, care.message("2", hours(2), customer="joe"), care.message("3", hours(3)))
    again = engine.events("case.assignee_changed")
    assert (first.strategy, first.candidates) == ("random", ("anna", "bob"))
    assert (again[-1].strategy, again[-1].assignee) == ("smart", first.assignee)


def test_a_case_that_no_rule_opened_is_assigned_as_the_policy_says(
    engine: Engine, care: Channel
) -> None:
    define(engine, "agent", "anna")
    engine.hear(care, care.message("1"))
    assert engine.open_case().assignee == "anna"
