"""No field is ignored in silence: each is read by a rule, or refused in a policy of one's own."""

from __future__ import annotations

from typing import Any

import pytest

from domain.policy.document import Policy, checked
from domain.policy.errors import PolicyFieldUnsupported
from domain.policy.paths import values
from domain.policy.support import NOT_YET, READ, check, unsupported

NOT_READ_YET: list[tuple[dict[str, Any], str]] = [
    ({"reopen": {"sla": "restart"}}, "reopen.sla"),
    ({"resolve": {"closed_after": "14d"}}, "resolve.closed_after"),
    ({"survey": {"on": "resolve"}}, "survey.on"),
    ({"survey": {"throttle": {"window": "1h"}}}, "survey.throttle.window"),
    ({"retention": {"mode": "days", "days": 30}}, "retention.mode"),
]
READ_NOW: list[dict[str, Any]] = (
    [{"identity": {"key": key}} for key in ("platform_account", "contact", "merged_person")]
    + [
        {"grouping": {"key": key, "one_open_case": False}}
        for key in ("customer", "rule_author", "thread", "case_number_then_thread")
    ]
    + [
        {
            "reopen": {
                "assignee": "clear",
                "group": "clear",
                "notify_group": False,
                "requeue": False,
            }
        },
        {"grouping": {"auto_create": {"enabled": False, "only_private_1to1": True}}},
        {"grouping": {"idle_split": {"after": "28d"}}},
        {"reply_target": "chosen_message"},
        {"resolve": {"cascade_messages": False}},
        {"grouping": {"manual_cross_author": True, "manual_requires": ["topic"]}},
        {"grouping": {"auto_create": {"conditions": [{"field": "text", "contains": "vip"}]}}},
        {"followup": {"by_agent": True}},
        {"link": {"cascade_close": {"closed": "warn", "canceled": "close_children"}}},
        {"lock": {"scope": "case", "ttl": "1h"}},
        {"grace": {"length": "infinite", "restart_on_each_done": False}},
        {"link": {"kinds": [], "child_channels": ["email"], "inherit": []}},
        {"followup": {"copy": []}},
        {"visibility": {"mode": "group", "conversation_page": 3}},
        {"escalation": {"adopt_parked": True}},
        {"survey": {"map": {"1": "close"}}, "queue": {"take": "next"}},
        {"resolve": {"kb_suggest": True}},
        {"reopen": {"assignee": "smart"}},
        {"reopen": {"assignee": "keep_if_available_else_clear"}},
        {"assignment": {"strategies": ["smart"], "restrict_to": {"users": ["ann"]}, "capacity": 3}},
    ]
)


@pytest.mark.parametrize(("blocks", "field"), NOT_READ_YET, ids=lambda x: str(x)[:50])
def test_a_value_that_no_rule_reads_is_refused(blocks: dict[str, Any], field: str) -> None:
    policy = checked({"id": "own", **blocks})
    with pytest.raises(PolicyFieldUnsupported) as refused:
        check(policy)
    assert refused.value.facts["field"] == field
    assert refused.value.facts["why"]


@pytest.mark.parametrize("blocks", READ_NOW, ids=lambda x: str(x)[:50])
def test_a_value_that_a_rule_reads_is_taken(blocks: dict[str, Any]) -> None:
    check(checked({"id": "own", **blocks}))


def test_a_neutral_policy_is_supported_whole() -> None:
    assert unsupported(Policy(id="own")) == []


def test_all_unread_values_are_told_at_once() -> None:
    policy = checked({"id": "own", "reopen": {"sla": "restart"}, "survey": {"on": "resolve"}})
    with pytest.raises(PolicyFieldUnsupported) as refused:
        check(policy)
    assert refused.value.facts["fields"] == ("reopen.sla", "survey.on")
    assert unsupported(policy)[0].sentence == (
        "policy field reopen.sla is not supported yet with the value restart: "
        "there are no deadlines yet"
    )


def test_every_field_is_either_read_or_named_as_not_yet_read() -> None:
    policy = checked({"id": "own", "grouping": {"idle_split": {"after": "28d"}}})
    not_yet = {field.path for field in NOT_YET}
    for path in values(policy):
        readers = [read for read in READ if path == read or path.startswith(f"{read}.")]
        assert len(readers) + (path in not_yet) == 1, path
    assert not_yet <= set(values(policy))
