"""A policy whose values make each other pointless is named with both fields."""

from __future__ import annotations

from typing import Any

import pytest

from application.policies.presets import SHIPPED, preset
from domain.policy.document import checked
from domain.policy.errors import InvalidPolicy
from domain.policy.soundness import must_be_sound, unsound

NO_CLOSED = [
    {"name": "New", "category": "new"},
    {"name": "Reopened", "category": "open"},
    {"name": "Done", "category": "resolved"},
]
NO_CHILDREN = {"kinds": ["follow_up"]}


@pytest.mark.parametrize("name", SHIPPED)
def test_shipped_policies_are_sound(name: str) -> None:
    must_be_sound(preset(name))


@pytest.mark.parametrize(
    ("document", "field", "problem"),
    [
        (
            {"grouping": {"auto_create": {"enabled": False, "only_private_1to1": True}}},
            "grouping.auto_create.only_private_1to1",
            "pointless where grouping.auto_create.enabled is false",
        ),
        (
            {
                "grouping": {
                    "auto_create": {
                        "enabled": False,
                        "conditions": [{"field": "subject", "contains": "x"}],
                    }
                }
            },
            "grouping.auto_create.conditions",
            "but grouping.auto_create.enabled is false",
        ),
        (
            {"resolve": {"closed_after": "1d"}},
            "resolve.closed_after",
            "is 1d, so the case is closed before its grace (grace.length, 3d) is over",
        ),
        (
            {"resolve": {"closed_after": "1d"}, "grace": {"length": "infinite"}},
            "resolve.closed_after",
            "(grace.length, for ever)",
        ),
        (
            {"resolve": {"closed_after": "9d"}, "statuses": NO_CLOSED},
            "resolve.closed_after",
            "needs a status of category closed",
        ),
        (
            {"survey": {"map": {1: "reopen_clear", 4: "close", 5: "close"}}, "statuses": NO_CLOSED},
            "survey.map",
            "closes at 4, 5, but no status has category closed",
        ),
        (
            {"link": NO_CHILDREN | {"cascade_close": "warn"}},
            "link.cascade_close",
            "link.kinds holds no parent_child",
        ),
        (
            {"link": NO_CHILDREN | {"child_channels": ["email"]}},
            "link.child_channels",
            "link.kinds holds no parent_child",
        ),
        (
            {"lock": {"scope": "message", "ttl": 0}},
            "lock.ttl",
            "a lock of a message ends as soon as it is taken",
        ),
        (
            {"assignment": {"restrict_to": {"users": ["anna"]}}},
            "assignment.restrict_to",
            "assignment.strategies says not how",
        ),
    ],
)
def test_what_makes_a_value_pointless_is_named(
    document: dict[str, Any], field: str, problem: str
) -> None:
    policy = checked({"id": "own"} | document)
    ((found, said),) = unsound(policy)
    assert found == field
    assert problem in said
    with pytest.raises(InvalidPolicy) as refused:
        must_be_sound(policy)
    assert refused.value.facts["field"] == field


def test_values_that_go_together_are_let_through() -> None:
    document = {
        "id": "own",
        "resolve": {"closed_after": "3d"},
        "survey": {"map": {1: "close"}},
        "link": NO_CHILDREN,
        "lock": {"scope": "case"},
        "grouping": {"auto_create": {"enabled": False}},
    }
    assert unsound(checked(document)) == []
