"""A document that cannot hold is refused with the field and the rule."""

from __future__ import annotations

import json
from typing import Any

import pytest

from domain.policy.document import checked, parse
from domain.policy.errors import InvalidPolicy

NEW = {"name": "New", "category": "new"}
DONE = {"name": "Done", "category": "resolved"}
TO_NEW = {"target_status": "New"}

REFUSED: list[tuple[dict[str, Any], str, str]] = [
    ({"id": None}, "id", "input should be a valid string"),
    ({"id": "Care Default"}, "id", "string should match pattern"),
    ({"colour": "red"}, "colour", "is not a field of a policy"),
    ({"grace": {"length": "72h", "unit": "h"}}, "grace.unit", "is not a field of a policy"),
    ({"grace": 72}, "grace", "must be a block of fields"),
    ({"grace": {"length": 72}}, "grace.length", "write 28d, 72h, 15m"),
    ({"grace": {"restart_on_each_done": "yes"}}, "grace.restart_on_each_done", "valid boolean"),
    ({"identity": {"key": "email"}}, "identity.key", "'platform_account', 'contact' or"),
    ({"on_customer_message": {"open": "park"}}, "on_customer_message.open", "'append'"),
    ({"on_customer_message": {"final": "append"}}, "on_customer_message.final", "'new_case'"),
    ({"on_customer_message": {"final": "append_reopen"}}, "on_customer_message.final", "'park'"),
    (
        {"on_customer_message": {"resolved_in_grace": "forward_to_target"}},
        "on_customer_message.resolved_in_grace",
        "'append_silent'",
    ),
    (
        {"on_customer_message": {"merged": "park"}},
        "on_customer_message.merged",
        "forward_to_target",
    ),
    (
        {"on_customer_message": {"reject_text": " "}},
        "on_customer_message.reject_text",
        "at least 1",
    ),
    ({"statuses": [DONE], "reopen": TO_NEW}, "statuses", "no status has category new or open"),
    ({"statuses": [NEW], "reopen": TO_NEW}, "statuses", "no status has category resolved"),
    ({"statuses": [NEW, NEW, DONE]}, "statuses.1.name", "New is named twice"),
    ({"statuses": [NEW, {**NEW, "name": "new "}, DONE]}, "statuses.1.name", "new is named twice"),
    ({"statuses": [{"name": "New"}]}, "statuses.0.category", "is required"),
    ({"statuses": [{**NEW, "category": "fresh"}]}, "statuses.0.category", "'new', 'open'"),
    ({"statuses": [{**NEW, "name": "a\0b"}]}, "statuses.0.name", "string should match pattern"),
    ({"statuses": [{**NEW, "final": True}]}, "statuses.0.final", "is false for every status of"),
    ({"statuses": [{**DONE, "resolved": False}]}, "statuses.0.resolved", "is true for every"),
    ({"statuses": [{**NEW, "pause": True}]}, "statuses.0.pause", "is false for every status of"),
    ({"statuses": [NEW, DONE]}, "reopen.target_status", "Reopened is no status of this policy"),
    ({"reopen": {"target_status": "Closed"}}, "reopen.target_status", "has category closed; a"),
    ({"reopen": {"target_status": "Pending"}}, "reopen.target_status", "waiting_customer; a"),
    (
        {"grouping": {"idle_split": {"after": "28d", "then": "leave_open"}}},
        "grouping.idle_split.then",
        "write auto_resolve",
    ),
    ({"grouping": {"idle_split": {"after": "0"}}}, "grouping.idle_split.after", "every message"),
    (
        {"grouping": {"idle_split": {"after": "1d", "boundary": ">"}}},
        "grouping.idle_split.boundary",
        "'>='",
    ),
    ({"grouping": {"key": "thread"}}, "grouping.one_open_case", "two threads are two open cases"),
    (
        {"on_customer_message": {"final": "new_followup_case"}},
        "on_customer_message.final",
        "needs followup.by_inbound: true",
    ),
    ({"followup": {"by_inbound": True}}, "followup.by_inbound", "no phase has the action"),
    ({"followup": {"by_agent": True}, "link": {"kinds": []}}, "link.kinds", "must hold follow_up"),
    ({"followup": {"copy": ["group", "group"]}}, "followup.copy", "group is named twice"),
    ({"followup": {"copied": []}}, "followup.copied", "is not a field of a policy"),
    ({"link": {"max_depth": 2}}, "link.max_depth", "should be 1"),
    ({"link": {"kinds": ["merged_into"]}}, "link.kinds.0", "'parent_child' or 'follow_up'"),
    ({"link": {"kinds": ["follow_up", "follow_up"]}}, "link.kinds", "follow_up is named twice"),
    ({"link": {"child_channels": []}}, "link.child_channels", "names no channel"),
    ({"link": {"child_channels": ["calls", "calls"]}}, "link.child_channels", "named twice"),
    ({"link": {"child_channels": "email"}}, "link.child_channels", "'can_initiate'"),
    ({"survey": {"map": {"1": "delete"}}}, "survey.map.1", "must be reopen_clear or close"),
    ({"survey": {"map": {"11": "close"}}}, "survey.map.11", "levels are 0 to 10"),
    ({"survey": {"map": 5}}, "survey.map", "should be a valid tuple"),
    ({"survey": {"throttle": {"window": "infinite"}}}, "survey.throttle.window", "write 28d"),
    (
        {"assignment": {"strategies": ["random", "smart"]}},
        "assignment.strategies",
        "the order is always smart, workload, random",
    ),
    ({"assignment": {"capacity": 0}}, "assignment.capacity", "greater than 0"),
    ({"retention": {"mode": "days"}}, "retention.days", "is named exactly when"),
    ({"retention": {"days": 30}}, "retention.days", "is named exactly when"),
]


@pytest.mark.parametrize(("blocks", "field", "problem"), REFUSED, ids=lambda x: str(x)[:50])
def test_a_document_that_cannot_hold_is_refused(
    blocks: dict[str, Any], field: str, problem: str
) -> None:
    with pytest.raises(InvalidPolicy) as refused:
        checked({"id": "own", **blocks})
    assert refused.value.facts["field"] == field
    assert problem in str(refused.value.facts["problem"])
    assert "\n" not in str(refused.value.facts["problem"])


def test_every_mistake_is_told_at_once() -> None:
    with pytest.raises(InvalidPolicy) as refused:
        parse(json.dumps({"id": "own", "colour": "red", "grace": {"length": "soon"}}))
    problems = refused.value.facts["problems"]
    assert isinstance(problems, tuple)
    assert [field for field, _ in problems] == ["grace.length", "colour"]


@pytest.mark.parametrize(
    "document",
    [
        b"",
        b"\xff",
        b"[",
        b"{",
        b"[]",
        b"3",
        b"null",
        b"[" * 100_000,
        b'{"id":"\\ud800"}',
        b'{"id":"a","id":"b"}',
    ],
    ids=lambda document: repr(document)[:20],
)
def test_bytes_that_are_no_document_are_refused(document: bytes) -> None:
    with pytest.raises(InvalidPolicy):
        parse(document)


def test_a_grace_without_end_may_name_any_action_after_it() -> None:
    policy = checked(
        {
            "id": "own",
            "grace": {"length": "infinite"},
            "on_customer_message": {"resolved_after_grace": "park"},
        }
    )
    assert policy.grace.length is None
