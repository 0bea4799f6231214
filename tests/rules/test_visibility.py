"""Which cases an agent sees; whoever is no agent is not asked (roles decide about them)."""

from __future__ import annotations

from typing import Any

import pytest

from domain.rules.visibility import Sight, may_see

ANN = Sight(
    "ann",
    services=frozenset({"parcels"}),
    groups=frozenset({"night"}),
    modes={("own", 1): "own_history", ("team", 1): "group", ("all", 1): "all_qualified"},
)


def seen(policy: str, **case: Any) -> bool:
    row = {
        "policy_id": policy,
        "policy_version": 1,
        "assignee": None,
        "workers": [],
        "service": "letters",
        "group_name": "day",
    }
    return may_see(ANN, row | case)


@pytest.mark.parametrize(
    ("policy", "case", "expected"),
    [
        ("own", {}, False),
        ("own", {"workers": ["bob"]}, False),
        ("own", {"workers": ["ann", "bob"]}, True),
        ("own", {"service": "parcels", "group_name": "night"}, False),
        ("team", {}, False),
        ("team", {"group_name": "night"}, True),
        ("team", {"group_name": None}, True),
        ("team", {"service": "parcels", "workers": ["ann"]}, False),
        ("all", {}, False),
        ("all", {"service": "parcels"}, True),
        ("all", {"service": None}, True),
        ("all", {"group_name": "night", "workers": ["ann"]}, False),
        ("other", {}, False),
        ("other", {"service": "parcels"}, True),
    ],
)
def test_each_mode_asks_for_its_own_thing(
    policy: str, case: dict[str, Any], expected: bool
) -> None:
    assert seen(policy, **case) == expected


@pytest.mark.parametrize("policy", ["own", "team", "all"])
@pytest.mark.parametrize("assignee", ["ann", "agent:ann"])
def test_an_assignee_sees_his_case_in_every_mode(policy: str, assignee: str) -> None:
    assert seen(policy, assignee=assignee)
    assert not seen(policy, assignee="bob")


def test_policy_versions_are_told_by_their_mode() -> None:
    assert ANN.versions("group") == [("team", 1)]
