from __future__ import annotations

import pytest

from domain.rules.merging import action_on_target
from tests.rules.given import policy, shipped, standing
from tests.support.controls_channel import hours

DAY = policy(grace={"length": "24h"})


@pytest.mark.parametrize("category", ["new", "open", "on_hold", "waiting_customer"])
def test_an_open_target_takes_what_it_is_given(category: str) -> None:
    assert action_on_target(standing(DAY, category), hours(1))[1] == "append"


@pytest.mark.parametrize(
    ("category", "hour", "expected"),
    [
        ("resolved", 23, ("resolved_in_grace", "append_reopen")),
        ("resolved", 24, ("resolved_after_grace", "new_case")),
        ("closed", 1, ("final", "new_case")),
    ],
)
def test_a_settled_target_does_what_its_policy_says(
    category: str, hour: int, expected: tuple[str, str]
) -> None:
    assert action_on_target(standing(DAY, category), hours(hour)) == expected


def test_the_targets_own_policy_counts() -> None:
    assert action_on_target(standing(shipped("emplifi"), "closed"), hours(1)) == ("final", "park")
