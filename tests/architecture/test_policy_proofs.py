"""Every value of every preset has a test that shows it, and the page says which."""

from __future__ import annotations

import pytest

from tests.support.policy_proofs import PAGE, fields, not_yet, page, unknown, unproven

SIDE_BY_SIDE = [
    "identity.key",
    "grouping.key",
    "grouping.one_open_case",
    "grouping.idle_split.after",
    "on_customer_message.waiting_customer",
    "on_customer_message.resolved_in_grace",
    "on_customer_message.resolved_after_grace",
    "on_customer_message.final",
    "grace.length",
    "survey.map",
    "reply_target",
    "link.kinds",
    "queue.take",
    "lock.scope",
]
NEXT = {
    "resolve.closed_after",
    "survey.on",
    "survey.first_close_only",
    "survey.throttle.window",
}
"""Sending and timers."""


def test_every_value_of_every_preset_is_proven() -> None:
    assert list(unproven()) == []


def test_marks_name_presets_and_fields_that_are_there() -> None:
    assert list(unknown()) == []


@pytest.mark.parametrize("field", SIDE_BY_SIDE)
def test_what_makes_the_five_behaviours_is_among_it(field: str) -> None:
    assert field in fields()
    assert not_yet(field) is None


def test_only_what_is_sent_and_what_runs_by_the_clock_is_left_out() -> None:
    assert {field for field in fields() if not_yet(field)} == NEXT


def test_the_page_is_fresh() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run `make contracts`"
