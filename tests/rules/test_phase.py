from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from domain.policy.bound import BoundPolicy
from domain.rules.phase import is_idle, phase_of
from tests.rules.given import policy, standing
from tests.support.controls_channel import NOON, hours

TICK = timedelta(microseconds=1)
THREE_DAYS = policy(grace={"length": "72h"})
NO_GRACE = policy(grace={"length": "0"})
FOR_EVER = policy(grace={"length": "infinite"})
FROM_THE_FIRST = policy(grace={"length": "72h", "restart_on_each_done": False})


@pytest.mark.parametrize(
    ("category", "phase"),
    [
        ("new", "open"),
        ("open", "open"),
        ("on_hold", "open"),
        ("waiting_customer", "waiting_customer"),
        ("closed", "final"),
        ("canceled", "final"),
        ("spam", "final"),
    ],
)
def test_the_category_of_the_status_decides_not_its_name(category: str, phase: str) -> None:
    assert phase_of(standing(THREE_DAYS, category), hours(1))[0] == phase


@pytest.mark.parametrize(
    ("grace", "at", "phase", "elapsed"),
    [
        (THREE_DAYS, NOON, "resolved_in_grace", 0.0),
        (THREE_DAYS, hours(72) - TICK, "resolved_in_grace", 72 * 3600 - 1e-6),
        (THREE_DAYS, hours(72), "resolved_after_grace", 72 * 3600.0),
        (THREE_DAYS, hours(-5), "resolved_in_grace", 0.0),
        (NO_GRACE, NOON, "resolved_after_grace", 0.0),
        (NO_GRACE, hours(-5), "resolved_after_grace", 0.0),
        (NO_GRACE, NOON + TICK, "resolved_after_grace", 1e-6),
        (FOR_EVER, hours(1_000_000), "resolved_in_grace", 3.6e9),
    ],
)
def test_grace_holds_until_just_before_its_end(
    grace: BoundPolicy, at: datetime, phase: str, elapsed: float
) -> None:
    found, since = phase_of(standing(grace, "resolved"), at)
    assert found == phase
    assert since == pytest.approx(elapsed, abs=1e-9)


def test_each_resolve_may_begin_the_grace_anew_or_only_the_first() -> None:
    again = {"resolved_at": hours(100), "first_resolved_at": NOON}
    anew = standing(THREE_DAYS, "resolved", **again)
    first = standing(FROM_THE_FIRST, "resolved", **again)
    assert phase_of(anew, hours(101)) == ("resolved_in_grace", 3600.0)
    assert phase_of(first, hours(101)) == ("resolved_after_grace", 101 * 3600.0)


def test_a_merged_case_is_merged_whatever_its_status() -> None:
    assert phase_of(standing(THREE_DAYS, "closed", merged=True), hours(1)) == ("merged", 0.0)


@pytest.mark.parametrize("category", ["new", "waiting_customer"])
def test_silence_is_counted_from_the_last_message_added(category: str) -> None:
    case = standing(THREE_DAYS, category, last_added_at=hours(2))
    assert phase_of(case, hours(5))[1] == 3 * 3600.0
    assert phase_of(case, hours(1))[1] == 0.0


@pytest.mark.parametrize(
    ("elapsed", "idle"),
    [(28 * 86_400.0, True), (28 * 86_400.0 - 1e-6, False), (29 * 86_400.0, True), (0.0, False)],
)
def test_a_case_is_idle_at_the_limit_exactly(elapsed: float, idle: bool) -> None:
    limited = policy(grouping={"idle_split": {"after": "28d"}})
    assert is_idle(standing(limited), elapsed) is idle


def test_without_a_limit_no_case_is_ever_idle() -> None:
    assert not is_idle(standing(THREE_DAYS), 1e12)
