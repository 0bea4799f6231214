"""No policy is bound to a place where it would strand or double an open case (E-09)."""

from __future__ import annotations

import pytest

from application.handling.binding import LISTED
from domain.case.commands import OpenCase, ResolveCase
from domain.policy.commands import AppointPolicy
from domain.policy.errors import BindingRefused
from domain.profile.commands import RegisterProfile, SetProfilePolicy
from tests.application.policies_live.given import bind, care_says, look, threaded
from tests.support.controls import Engine
from tests.support.controls_channel import Channel
from tests.support.controls_rules import case_rule


@pytest.mark.requirement("E-09")
def test_one_open_case_is_not_promised_where_there_are_two(engine: Engine) -> None:
    threaded(engine, ann=["x", "y"], bob=["z"])
    before = engine.store.position()
    with pytest.raises(BindingRefused) as refused:
        bind(engine, "emplifi")
    first, second = engine.cases("ann")
    assert refused.value.facts["count"] == 2
    assert refused.value.facts["cases"] == (
        f"{first.number} ({second.number} of the same customer is open too), "
        f"{second.number} ({first.number} of the same customer is open too)"
    )
    assert engine.store.position() == before

    engine.do(ResolveCase(case_id=first.id))
    bind(engine, "emplifi")
    # The one that is left takes whatever comes, of any thread.
    care_says(engine, Channel(partition=1), "ann", "new")
    assert engine.conversation("ann").open_cases == [second.id]


def test_a_thread_is_not_left_without_its_case(engine: Engine) -> None:
    threaded(engine, ann=["x"])
    engine.policy("pairs", grouping={"key": "customer", "one_open_case": False})
    with pytest.raises(BindingRefused) as refused:
        bind(engine, "pairs")
    assert "gathers a thread, and the policy gathers by customer" in str(refused.value.facts)


def test_a_case_of_the_pair_stays_reachable_where_threads_are_gathered_next(
    engine: Engine,
) -> None:
    engine.profile("emplifi")
    care = Channel()
    care_says(engine, care, "ann")
    bind(engine, "deskie")
    care_says(engine, care, "ann", "x")
    (case,) = engine.cases("ann")
    assert case.policy is not None
    assert case.policy.policy_id == "emplifi"


def test_cases_of_two_rules_are_not_mixed_up(engine: Engine) -> None:
    engine.profile("qualtrics")
    care = Channel()
    engine.policy("pairs", grouping={"key": "customer", "one_open_case": False})
    for id, stream in (("clara", "a"), ("dora", "b")):
        case_rule(engine, id, streams=[stream])
    for stream in ("a", "b"):
        care_says(engine, care, "ann", stream=stream)
    assert len(engine.conversation("ann").open_cases) == 2
    with pytest.raises(BindingRefused) as refused:
        bind(engine, "pairs")
    assert refused.value.facts["count"] == 1
    assert "gathers by a case rule" in str(refused.value.facts["cases"])


def test_what_a_person_collects_by_hand_hinders_nothing(engine: Engine) -> None:
    threaded(engine)
    for title in ("first", "second"):
        engine.do(OpenCase(profile_id="care", customer_id="ann", title=title))
    engine.policy("pairs", grouping={"key": "customer", "one_open_case": False})
    bind(engine, "pairs")


def test_the_same_policy_again_asks_nobody(engine: Engine) -> None:
    threaded(engine, ann=["x", "y"])
    before = engine.store.position()
    bind(engine, "threads")
    assert engine.store.position() == before


def test_registering_again_with_another_policy_is_binding_too(engine: Engine) -> None:
    threaded(engine, ann=["x", "y"])
    again = RegisterProfile(
        profile_id="care",
        channel="email",
        connector="imap",
        policy_id="emplifi",
        allowed_lateness=None,
    )
    with pytest.raises(BindingRefused):
        engine.do(again)


@pytest.mark.requirement("E-09")
def test_an_appointment_is_checked_where_it_would_hold(engine: Engine) -> None:
    engine.policy("threads", grouping={"key": "thread", "one_open_case": False})
    engine.do(AppointPolicy(scope="deployment", policy_id="threads"))
    engine.profile(None, group="service")
    engine.profile("threads", name="own")
    care = Channel()
    for thread in ("x", "y"):
        care_says(engine, care, "ann", thread)
    emplifi = AppointPolicy(scope="deployment", policy_id="emplifi")
    with pytest.raises(BindingRefused) as refused:
        engine.do(emplifi)
    assert refused.value.facts["profile"] == "care"
    with pytest.raises(BindingRefused):
        engine.do(AppointPolicy(scope="group", target="service", policy_id="emplifi"))
    # Whoever has a policy of his own, or his group's, does not follow the deployment's.
    engine.do(AppointPolicy(scope="group", target="service", policy_id="threads"))
    engine.do(emplifi)


def test_a_long_list_is_cut_and_counted(engine: Engine) -> None:
    threaded(engine, ann=[str(number) for number in range(LISTED + 3)])
    with pytest.raises(BindingRefused) as refused:
        bind(engine, "emplifi")
    assert refused.value.facts["count"] == LISTED + 3
    assert str(refused.value.facts["cases"]).endswith(" and 3 more")


def test_a_look_ahead_counts_what_stays_what_could_move_and_what_conflicts(
    engine: Engine,
) -> None:
    care = threaded(engine, ann=["x"], bob=[], eve=["y"])
    care_says(engine, care, "bob")
    before = engine.store.position()
    found = look(engine, SetProfilePolicy(profile_id="care", policy_id="creatio"))
    assert (len(found.keep), len(found.move), len(found.conflict)) == (0, 3, 0)
    assert engine.store.position() == before
    bind(engine, "creatio")
    care_says(engine, care, "kim", "z")
    found = look(engine)
    assert (len(found.keep), len(found.move), len(found.conflict)) == (1, 3, 0)
