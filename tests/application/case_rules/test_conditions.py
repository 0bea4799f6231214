"""Conditions over the fields of a message pick those that open a case."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.controls import Engine
from tests.support.controls_channel import Channel, hours
from tests.support.controls_rules import case_rule


@pytest.mark.requirement("Q-05")
@pytest.mark.parametrize(
    ("condition", "matching", "other"),
    [
        ({"field": "text", "contains": "REFUND"}, {"text": "a refund, please"}, {"text": "hi"}),
        ({"field": "language", "in": ["de", "fr"]}, {"language": "DE"}, {"language": "en"}),
        ({"field": "service", "is": "parcels"}, {"service": "parcels"}, {}),
        ({"field": "service", "is_not": "parcels"}, {}, {"service": "parcels"}),
        ({"field": "channel", "is": "email"}, {}, None),
        ({"field": "connector", "is": "imap"}, {}, None),
        ({"field": "customer", "is": "ann"}, {}, {"customer": "bob"}),
        ({"field": "author", "is_not": "bob"}, {}, {"customer": "bob"}),
        ({"field": "private", "is": True}, {}, None),
        ({"field": "private", "is_not": False}, {}, None),
        (
            {"field": "subject", "contains": "order"},
            {"thread": {"subject": "My order"}},
            {"thread": {"subject": "Hello"}},
        ),
        (
            {"field": "recipient", "is": "sales"},
            {"recipients": [{"role": "cc", "id": "sales"}]},
            {},
        ),
        (
            {"field": "header", "name": "x-kind", "is": "gift"},
            {"headers": {"X-Kind": "Gift"}},
            {"headers": {"X-Other": "gift"}},
        ),
    ],
    ids=lambda x: str(x)[:40],
)
def test_conditions_pick_the_messages_that_open_a_case(
    engine: Engine,
    care: Channel,
    condition: dict[str, Any],
    matching: dict[str, Any],
    other: dict[str, Any] | None,
) -> None:
    case_rule(engine, conditions=[condition])
    if other is not None:
        assert engine.hear(care, care.message("1", **other)).parked == 1
    assert engine.hear(care, care.message("2", hours(1), **matching)).attached == 1


def test_all_conditions_must_hold(engine: Engine, care: Channel) -> None:
    both = [{"field": "language", "is": "de"}, {"field": "text", "contains": "geld"}]
    case_rule(engine, conditions=both)
    assert engine.hear(care, care.message("1", language="de", text="Hallo")).parked == 1
    assert engine.hear(care, care.message("2", hours(1), language="de", text="Geld!")).attached == 1
