from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from domain.policy.bound import BoundPolicy
from domain.rules.escalation import case_to_join
from domain.rules.situation import Standing
from tests.rules.given import CASE, OTHER, policy, standing
from tests.support.controls_channel import hours

SOON, LIMIT = hours(1), hours(28 * 24)
SPLIT = {"after": "28d", "then": "leave_open"}
ONE = policy(grouping={"one_open_case": True})
MANY = policy(grouping={"one_open_case": False, "idle_split": SPLIT})


def joined(
    by_slot: Standing | None,
    at: datetime = SOON,
    *,
    of: BoundPolicy = MANY,
    **more: Any,
) -> UUID | None:
    given: dict[str, Any] = {"private": True, "latest_open": OTHER} | more
    return case_to_join(of.policy, at=at, by_slot=by_slot, **given)


@pytest.mark.parametrize("category", ["new", "open", "waiting_customer", "on_hold"])
def test_it_joins_the_open_case_of_its_own_slot(category: str) -> None:
    assert joined(standing(MANY, category)) == CASE


@pytest.mark.parametrize("category", ["resolved", "closed", "canceled", "spam"])
def test_it_joins_no_case_that_ended(category: str) -> None:
    assert joined(standing(MANY, category)) is None


def test_an_open_case_of_another_slot_does_not_concern_it() -> None:
    assert joined(None) is None


def test_it_joins_no_case_after_the_silence() -> None:
    assert joined(standing(MANY), LIMIT - timedelta(microseconds=1)) == CASE
    assert joined(standing(MANY), LIMIT) is None


def test_it_joins_no_case_that_was_merged_into_another() -> None:
    assert joined(standing(MANY, merged=True)) is None


def test_where_one_case_may_be_open_it_joins_that_one_however_silent() -> None:
    assert joined(standing(ONE), LIMIT, of=ONE) == OTHER
    assert joined(None, of=ONE, latest_open=None) is None


def test_a_public_message_joins_no_private_case() -> None:
    private = policy(grouping={"one_open_case": False, "auto_create": {"only_private_1to1": True}})
    assert joined(standing(private), of=private, private=False) is None
    assert joined(standing(private), of=private, private=True) == CASE
