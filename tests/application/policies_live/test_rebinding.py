"""Open cases keep their version until somebody says that they shall follow another one."""

from __future__ import annotations

import pytest

from domain.case.commands import CancelCase, ChangeStatus, OpenCase, ResolveCase
from domain.case.rebinding_commands import RebindCases
from domain.kernel import Cause
from domain.policy.commands import AppointPolicy
from domain.policy.errors import RebindingRefused
from domain.profile.aggregate import Profile
from tests.application.policies_live.given import (
    bind,
    care_says,
    look,
    rebind,
    threaded,
)
from tests.support.controls import Engine
from tests.support.controls_channel import Channel, hours
from tests.support.defining import define

WORDS = {
    "statuses": [
        {"name": "Fresh", "category": "new"},
        {"name": "Open", "category": "open"},
        {"name": "Asked", "category": "waiting_customer"},
        {"name": "Done", "category": "resolved"},
    ],
    "reopen": {"target_status": "Open"},
}


@pytest.mark.requirement("E-15")
def test_a_longer_grace_holds_for_old_cases_only_when_they_are_rebound(engine: Engine) -> None:
    engine.profile(engine.policy("ours", grace={"length": "1h"}))
    care = Channel()
    for customer in ("ann", "bob"):
        care_says(engine, care, customer)
    engine.policy("ours", grace={"length": "9h"})
    bind(engine, "ours")
    assert rebind(engine, "ann")["moved"] == [engine.open_case("ann").number]
    for customer in ("ann", "bob"):
        engine.resolve(hours(1), customer)
    for customer in ("ann", "bob"):
        engine.hear(care, care.message(f"{customer}-later", hours(5), customer=customer))
    assert len(engine.cases("ann")) == 1
    assert len(engine.cases("bob")) == 2


@pytest.mark.requirement("B-25")
def test_a_status_becomes_that_of_its_name_or_else_of_its_category(engine: Engine) -> None:
    engine.profile("deskie")
    care = Channel()
    for customer in ("ann", "bob"):
        care_says(engine, care, customer, customer)
    engine.do(ChangeStatus(case_id=engine.open_case("bob").id, status="Pending"))
    grouping = {"key": "thread", "one_open_case": False}
    engine.policy("words", "deskie", grouping=grouping, **WORDS)  # type: ignore[arg-type]
    bind(engine, "words")
    rebind(engine, "ann", "bob")
    assert [engine.open_case(each).status for each in ("ann", "bob")] == ["Open", "Asked"]
    (moved,) = engine.events("case.status_changed")[-1:]
    assert (moved.from_status, moved.status, moved.category) == (
        *("Pending", "Asked"),
        "waiting_customer",
    )
    case = engine.open_case("bob")
    assert case.policy is not None
    assert case.policy.policy_id == "words"
    rebound = engine.events("case.policy_rebound")[-1]
    assert (rebound.from_policy, rebound.from_version) == ("deskie", 1)


def test_a_status_without_a_counterpart_refuses_all_of_them(engine: Engine) -> None:
    engine.profile("deskie")
    care = Channel()
    for customer in ("ann", "bob"):
        care_says(engine, care, customer, customer)
    engine.do(ChangeStatus(case_id=engine.open_case("bob").id, status="Pending"))
    engine.policy(
        "short",
        "deskie",
        statuses=[  # type: ignore[arg-type]
            {"name": "Open", "category": "open"},
            {"name": "Resolved", "category": "resolved"},
        ],
    )
    bind(engine, "short")
    number = engine.open_case("bob").number
    assert [each.why for each in look(engine).hindrances] == [
        "is Pending, and the policy has no status of category waiting_customer"
    ]
    before = engine.store.position()
    with pytest.raises(RebindingRefused) as refused:
        rebind(engine, "ann", "bob")
    assert str(refused.value.facts["cases"]).startswith(f"{number} (is Pending")
    assert engine.store.position() == before


@pytest.mark.requirement("E-09")
def test_two_open_cases_of_one_customer_do_not_follow_a_policy_that_allows_one(
    engine: Engine,
) -> None:
    """Not even where the policy came to hold without being checked."""
    threaded(engine, ann=["x"])
    bind(engine, "emplifi")
    engine.policy("threads2", grouping={"key": "thread", "one_open_case": False})
    bind(engine, "threads2")
    engine.do(OpenCase(profile_id="care", customer_id="ann"))
    assert len(engine.conversation("ann").open_cases) == 2
    with pytest.raises(RebindingRefused):
        rebind_under(engine, "emplifi")


def rebind_under(engine: Engine, policy: str) -> None:
    """As if the profile had got a policy whose binding nobody checked."""
    profile = engine.store.load(Profile, engine.ids.profile("care"))
    profile.set_policy(policy, 1, cause=Cause("system:test", engine.now, "x", "x"))
    engine.store.save(profile)
    rebind(engine, "ann")


@pytest.mark.parametrize("key", ["customer", "rule_author"])
def test_a_case_of_the_pair_does_not_follow_a_policy_of_threads(engine: Engine, key: str) -> None:
    engine.profile(engine.policy("pairs", grouping={"key": key, "one_open_case": False}))
    care_says(engine, Channel(), "ann")
    bind(engine, "deskie")
    with pytest.raises(RebindingRefused) as refused:
        rebind(engine, "ann")
    assert f"gathers by {key}, and the policy by threads" in str(refused.value.facts["cases"])


def test_a_case_of_a_thread_does_not_follow_a_policy_of_the_pair(engine: Engine) -> None:
    threaded(engine, ann=["x"])
    engine.policy("pairs", grouping={"key": "customer", "one_open_case": False})
    with pytest.raises(RebindingRefused) as refused:
        rebind_under(engine, "pairs")
    assert "gathers a thread" in str(refused.value.facts["cases"])


def test_rebinding_again_changes_nothing(engine: Engine) -> None:
    threaded(engine, ann=["x"], bob=["y"])
    bind(engine, "creatio")
    assert len(rebind(engine, "ann", "bob")["moved"]) == 2
    before = engine.store.position()
    assert rebind(engine, "ann", "bob")["moved"] == []
    assert engine.store.position() == before


def test_what_ended_meanwhile_is_left_as_it_is(engine: Engine) -> None:
    threaded(engine, ann=["x"], bob=["y"])
    bind(engine, "creatio")
    cases = tuple(engine.open_case(each).id for each in ("ann", "bob"))
    engine.do(ResolveCase(case_id=cases[0]))
    facts = engine.do(RebindCases(case_ids=cases)).facts
    assert facts["left"] == [engine.case(cases[0]).number]
    assert facts["moved"] == [engine.case(cases[1]).number]


def test_a_case_with_statuses_of_its_type_keeps_its_status(engine: Engine) -> None:
    engine.profile("creatio")
    define(engine, "queue", "desk", profiles=["care"], case_type="incident")
    care_says(engine, Channel(), "ann", "x")
    engine.policy("words", "deskie", **WORDS)  # type: ignore[arg-type]
    bind(engine, "words")
    rebind(engine, "ann")
    case = engine.open_case("ann")
    assert case.status == "New"
    engine.do(CancelCase(case_id=case.id))


def test_an_appointed_policy_is_followed_too(engine: Engine) -> None:
    engine.profile(None)
    care_says(engine, Channel(), "ann")
    engine.do(AppointPolicy(scope="deployment", policy_id="emplifi"))
    rebind(engine, "ann")
    case = engine.open_case("ann")
    assert case.policy is not None
    assert (case.policy.policy_id, case.status) == ("emplifi", "New")


def test_a_replay_gives_the_same_case(engine: Engine) -> None:
    threaded(engine, ann=["x"])
    bind(engine, "creatio")
    rebind(engine, "ann")
    case = engine.open_case("ann")
    again = engine.case(case.id)
    assert (again.policy, again.status, again.version) == (case.policy, case.status, case.version)
    care = Channel(partition=3)
    engine.resolve(hours(1), "ann")
    engine.hear(care, care.message("back", hours(2), customer="ann", thread={"id": "x"}))
    # Decided by the policy that it follows now: its status after reopening says so.
    assert engine.open_case("ann").status == "Reopened"
    message = engine.message("back")
    assert message.case_id == case.id
