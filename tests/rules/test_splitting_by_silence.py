from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from domain.policy.bound import BoundPolicy
from domain.rules.routing import route
from tests.rules.given import CASE, meeting, policy, shipped, standing
from tests.support.controls_channel import hours

LIMIT = hours(28 * 24)


def splitting(then: str = "leave_open", **grouping: Any) -> BoundPolicy:
    split = {"after": "28d", "then": then}
    return policy(grouping={"one_open_case": False, "idle_split": split} | grouping)


@pytest.mark.parametrize("category", ["new", "open", "waiting_customer", "on_hold"])
def test_at_the_limit_a_message_opens_a_new_case_and_leaves_the_old_one_open(
    category: str,
) -> None:
    routing = route(meeting(standing(splitting(), category), LIMIT))
    assert (routing.place, routing.resolves) == ("new_case", None)
    assert routing.decision.idle_split
    assert (routing.decision.phase, routing.decision.located_case) == ("none", CASE)
    assert routing.decision.elapsed == 28 * 86_400.0


def test_just_before_the_limit_it_is_the_same_matter() -> None:
    routing = route(meeting(standing(splitting()), LIMIT - timedelta(microseconds=1)))
    assert (routing.place, routing.decision.idle_split) == ("attach", False)


def test_auto_resolve_ends_the_old_case() -> None:
    routing = route(meeting(standing(splitting("auto_resolve")), LIMIT))
    assert (routing.place, routing.resolves) == ("new_case", CASE)


def test_where_one_case_may_be_open_the_old_one_always_ends() -> None:
    one = splitting("auto_resolve", one_open_case=True)
    assert route(meeting(standing(one), LIMIT)).resolves == CASE


def test_a_policy_of_today_that_allows_one_ends_a_case_of_an_older_policy() -> None:
    today = policy(id="one", grouping={"one_open_case": True})
    routing = route(meeting(standing(splitting()), LIMIT, now=today))
    assert (routing.place, routing.resolves) == ("new_case", CASE)


@pytest.mark.parametrize("category", ["open", "waiting_customer"])
def test_without_room_for_a_new_case_the_message_joins_the_old_one(category: str) -> None:
    today = policy(id="one", grouping={"one_open_case": True})
    pinned = standing(splitting(), category)
    routing = route(meeting(pinned, LIMIT, now=today, crowded=True))
    assert (routing.place, routing.case_id) == ("attach", CASE)
    assert routing.decision.phase == category
    assert routing.reopens is (category == "waiting_customer")


@pytest.mark.parametrize("one", [False, True])
def test_without_automatic_creation_the_message_is_parked_and_nothing_ends(one: bool) -> None:
    off = splitting("auto_resolve", auto_create={"enabled": False}, one_open_case=one)
    routing = route(meeting(standing(off), LIMIT))
    assert (routing.place, routing.resolves) == ("park", None)
    assert routing.decision.idle_split


def test_nobody_but_the_customer_splits() -> None:
    case = standing(splitting())
    for others in ({"from_customer": False}, {"auto_submitted": True}):
        routing = route(meeting(case, LIMIT, **others))
        assert (routing.place, routing.case_id) == ("attach", CASE)


def test_a_resolved_case_is_not_split_by_silence() -> None:
    routing = route(meeting(standing(splitting(), "resolved"), LIMIT))
    assert not routing.decision.idle_split


def test_the_qualtrics_preset_splits_at_28_days() -> None:
    routing = route(meeting(standing(shipped("qualtrics")), LIMIT))
    assert (routing.place, routing.resolves) == ("new_case", None)


def test_a_public_message_after_the_silence_waits_for_a_person_and_nothing_ends() -> None:
    private = splitting("auto_resolve", auto_create={"only_private_1to1": True})
    case = standing(private)
    s = meeting(case, LIMIT, private=False, explicit=case, explicit_by="in_reply_to")
    routing = route(s)
    assert (routing.place, routing.decision.action) == ("park", "park")
    assert routing.resolves is None
