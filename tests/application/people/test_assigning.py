"""New cases go to people by the policy's strategies; a case that comes back may, too."""

from __future__ import annotations

from typing import Any

import pytest

from domain.case.aggregate import Case
from domain.case.commands import (
    AnswerCase,
    AssignCase,
    CloseCase,
    EscalateMessage,
    OpenCase,
    ReopenCase,
    ResolveCase,
)
from domain.case.events import AssigneeChanged
from domain.case.merging_commands import MergeCases, UnmergeCase
from domain.definition.errors import UnknownDefinition
from domain.rules.assignment import SEEDS
from tests.application.people.staff import ANN, agents, away, define
from tests.support.controls import Engine
from tests.support.controls_channel import Channel, hours

ALL = ["smart", "workload", "random"]
LITERAL = {"smart": False, "workload": False, "random": True}


def assigning(engine: Engine, base: str = "builtin", **more: Any) -> Channel:
    """A profile whose policy assigns new cases."""
    block = {"strategies": ALL, "requires_available": LITERAL} | more.pop("assignment", {})
    engine.profile(engine.policy("ours", base, assignment=block, **more))
    return Channel()


def told(case: Case, engine: Engine) -> AssigneeChanged:
    """How the case came to its assignee."""
    found = [each.event for each in engine.store.history(case.id)]
    return next(each for each in reversed(found) if isinstance(each, AssigneeChanged))


def customers(engine: Engine, care: Channel, *names: str, at: float = 0) -> list[Case]:
    """Each of them writes; their cases."""
    engine.hear(care, *[care.message(f"{name}-{at}", hours(at), customer=name) for name in names])
    return [engine.open_case(name) for name in names]


@pytest.mark.requirement("Q-36", "Q-37", "Q-39", "Q-52")
def test_the_least_loaded_gets_it_and_equals_are_drawn_among(engine: Engine) -> None:
    agents(engine, "ann", "bob", "cid")
    care = assigning(engine)

    drawn, *others = customers(engine, care, "c-1", "c-2", "c-3")

    event = told(drawn, engine)
    assert (event.strategy, event.candidates, event.loads) == (
        "random",
        ("ann", "bob", "cid"),
        (0, 0, 0),
    )
    assert event.seed == drawn.id.int % SEEDS
    assert event.assignee == event.candidates[event.seed % 3]
    assert {each.assignee for each in (drawn, *others)} == {"ann", "bob", "cid"}
    assert told(others[1], engine).strategy == "workload"
    assert engine.store.ledger.loads(["ann", "bob", "cid"]) == {"ann": 1, "bob": 1, "cid": 1}


@pytest.mark.policy("qualtrics", "assignment.strategies")
@pytest.mark.requirement("Q-02", "Q-38", "Q-57")
def test_who_handled_the_contact_before_gets_his_next_case(engine: Engine) -> None:
    agents(engine, "ann", "bob")
    care = assigning(engine, "qualtrics")
    (first,) = customers(engine, care, "c-1")
    other = "bob" if first.assignee == "ann" else "ann"
    engine.do(AssignCase(case_id=first.id, assignee=other))
    engine.resolve(hours(1), "c-1")
    customers(engine, care, *[f"x-{number}" for number in range(3)], at=2)

    (second,) = customers(engine, care, "c-1", at=3)

    assert second.id != first.id
    assert (second.assignee, told(second, engine).strategy) == (other, "smart")


@pytest.mark.requirement("Q-38")
def test_who_answered_last_handled_it_though_it_was_not_his(engine: Engine) -> None:
    agents(engine, "ann", "bob")
    care = assigning(engine, "qualtrics", assignment={"restrict_to": {"users": ["ann", "bob"]}})
    (first,) = customers(engine, care, "c-1")
    engine.do(AssignCase(case_id=first.id, assignee="bob"))
    engine.do(AnswerCase(case_id=first.id, text="It is on its way."), actor=ANN)
    engine.resolve(hours(2), "c-1")

    (second,) = customers(engine, care, "c-1", at=3)

    assert (second.assignee, told(second, engine).strategy) == ("ann", "smart")


@pytest.mark.requirement("Q-40", "Q-41")
def test_random_draws_among_those_who_are_there(engine: Engine) -> None:
    agents(engine, "ann", "bob", "cid")
    away(engine, "ann", "cid")
    care = assigning(engine, assignment={"strategies": ["smart", "random"]})

    cases = customers(engine, care, "c-1", "c-2", "c-3")

    assert {each.assignee for each in cases} == {"bob"}
    assert {told(each, engine).strategy for each in cases} == {"random"}


@pytest.mark.requirement("Q-34", "Q-51")
def test_only_the_users_and_members_of_teams_that_are_named_come_into_question(
    engine: Engine,
) -> None:
    agents(engine, "ann", "bob", "cid", "dan")
    define(engine, "group", "night", members=["bob", "cid"])
    care = assigning(
        engine, assignment={"restrict_to": {"users": ["dan"], "teams": ["night"]}, "capacity": 1}
    )

    *taken, left = customers(engine, care, "c-1", "c-2", "c-3", "c-4")

    assert {each.assignee for each in taken} == {"bob", "cid", "dan"}
    assert left.assignee is None


@pytest.mark.requirement("Q-35")
def test_without_strategies_nobody_is_assigned(engine: Engine) -> None:
    agents(engine, "ann")
    care = assigning(engine, assignment={"strategies": []})
    assert [each.assignee for each in customers(engine, care, "c-1")] == [None]


def test_who_is_switched_off_or_works_no_cases_does_not_come_into_question(engine: Engine) -> None:
    agents(engine, "ann", active=False)
    agents(engine, "bob", roles=["analyst"])
    care = assigning(engine)
    assert [each.assignee for each in customers(engine, care, "c-1")] == [None]
    assert engine.events("case.assignee_changed") == []


def test_users_need_no_definition_where_no_agent_is_defined(engine: Engine) -> None:
    care = assigning(engine, assignment={"restrict_to": {"users": ["ann"]}})
    assert [each.assignee for each in customers(engine, care, "c-1")] == ["ann"]


def test_a_policy_that_names_people_who_are_not_defined_is_refused(engine: Engine) -> None:
    agents(engine, "ann")
    define(engine, "group", "night")
    for named, field in (({"users": ["bob"]}, "users"), ({"teams": ["day"]}, "teams")):
        with pytest.raises(UnknownDefinition) as refused:
            engine.policy("ours", assignment={"strategies": ALL, "restrict_to": named})
        assert refused.value.facts["field"] == f"assignment.restrict_to.{field}"


def test_a_parked_message_that_is_escalated_is_assigned_like_a_new_one(engine: Engine) -> None:
    agents(engine, "ann", "bob")
    care = assigning(engine, "emplifi")
    (first,) = customers(engine, care, "c-1")
    engine.resolve(hours(1), "c-1")
    engine.hear(care, care.message("late", hours(100), customer="c-1"))

    done = engine.do(EscalateMessage(message_id=engine.message_id("late")), at=hours(101))

    case = engine.case(done.facts["case_id"])
    assert (case.assignee, told(case, engine).strategy) == (first.assignee, "smart")


def test_a_case_opened_by_hand_stays_with_whom_it_was_given(engine: Engine) -> None:
    agents(engine, "ann")
    assigning(engine)
    done = engine.do(OpenCase(profile_id="care", customer_id="c-1"))
    assert engine.case(done.facts["case_id"]).assignee is None


def test_loads_follow_what_agents_and_customers_do(engine: Engine) -> None:
    care = assigning(engine, assignment={"strategies": []})
    case, other = customers(engine, care, "c-1", "c-2")

    def load() -> dict[str, int]:
        return engine.store.ledger.all_loads()

    engine.do(AssignCase(case_id=case.id, assignee="agent:ann"))
    engine.do(AssignCase(case_id=other.id, assignee="ann"))
    assert load() == {"ann": 2}
    engine.do(AssignCase(case_id=other.id, assignee="bob"))
    assert load() == {"ann": 1, "bob": 1}
    engine.do(ResolveCase(case_id=case.id))
    assert load() == {"bob": 1}
    engine.do(ReopenCase(case_id=case.id))
    assert load() == {"ann": 1, "bob": 1}
    engine.do(AssignCase(case_id=case.id, clear=True))
    engine.do(CloseCase(case_id=other.id))
    assert load() == {}


def test_a_merged_case_is_nobodys_load_until_it_is_taken_out_again(engine: Engine) -> None:
    care = assigning(engine, assignment={"strategies": []})
    case, target = customers(engine, care, "c-1", "c-2")
    engine.do(AssignCase(case_id=case.id, assignee="ann"))
    engine.do(MergeCases(case_id=case.id, into_id=target.id))
    assert engine.store.ledger.all_loads() == {}
    engine.do(UnmergeCase(case_id=case.id))
    assert engine.store.ledger.all_loads() == {"ann": 1}


REOPENED = [
    ("keep", False, "ann"),
    ("clear", False, None),
    ("keep_if_available_else_clear", False, "ann"),
    ("keep_if_available_else_clear", True, None),
    ("smart", False, "ann"),
    ("smart", True, None),
]


@pytest.mark.parametrize("by_hand", [False, True], ids=["message", "hand"])
@pytest.mark.parametrize(("way", "absent", "left"), REOPENED)
def test_a_case_that_comes_back_has_the_assignee_that_the_policy_leaves(
    engine: Engine, way: str, absent: bool, left: str | None, by_hand: bool
) -> None:
    agents(engine, "ann", "bob")
    block = {"strategies": ["smart"], "requires_available": {}}
    care = assigning(
        engine, "emplifi", assignment=block, reopen={"assignee": way, "requeue": False}
    )
    (case,) = customers(engine, care, "c-1")
    engine.do(AssignCase(case_id=case.id, assignee="ann"))
    engine.resolve(hours(1), "c-1")
    if absent:
        away(engine, "ann")

    if by_hand:
        engine.do(ReopenCase(case_id=case.id), at=hours(2))
    else:
        engine.hear(care, care.message("again", hours(2), customer="c-1"))

    back = engine.case(case.id)
    assert (back.is_open, back.assignee) == (True, left)
    assert engine.store.ledger.all_loads() == ({left: 1} if left is not None else {})


def test_smart_gives_a_returning_case_to_who_answered_last(engine: Engine) -> None:
    agents(engine, "ann", "bob")
    care = assigning(engine, "emplifi", reopen={"assignee": "smart"}, assignment={"strategies": []})
    (case,) = customers(engine, care, "c-1")
    engine.do(AssignCase(case_id=case.id, assignee="bob"))
    engine.do(AnswerCase(case_id=case.id, text="Done."), actor=ANN)
    engine.resolve(hours(2), "c-1")

    engine.hear(care, care.message("again", hours(3), customer="c-1"))

    back = engine.case(case.id)
    assert (back.assignee, told(back, engine).strategy) == ("ann", "smart")
    assert engine.events("case.reopened")[-1].cleared_assignee is None
