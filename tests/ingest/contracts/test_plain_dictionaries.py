"""The derived type that the hot path uses accepts exactly what the model accepts."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from pydantic import TypeAdapter, ValidationError

from ingest.contracts.delivery import DeliveryEvent
from ingest.contracts.message import MessageEvent
from ingest.contracts.plain import plain
from tests.ingest.decoding.test_hostile_bytes import nearly_right
from tests.support.events import message

PLAIN: TypeAdapter[dict[str, Any]] = TypeAdapter(plain(MessageEvent))


def errors_of(adapter: TypeAdapter[Any], value: bytes) -> list[tuple[str, Any]]:
    try:
        adapter.validate_json(value)
    except ValidationError as error:
        return [
            (each["type"].replace("model", "dict"), each["loc"])
            for each in error.errors(include_input=False)
        ]
    return []


def without_defaults(node: Any) -> Any:
    match node:
        case dict():
            return {name: without_defaults(it) for name, it in node.items() if it is not None}
        case list():
            return [without_defaults(item) for item in node]
        case _:
            return node


@settings(max_examples=300)
@given(nearly_right())
def test_both_find_the_same_faults(event: dict[str, Any]) -> None:
    value = json.dumps(event).encode()
    model: TypeAdapter[MessageEvent] = TypeAdapter(MessageEvent)
    assert errors_of(PLAIN, value) == errors_of(model, value)


def test_both_read_the_same_values() -> None:
    value = json.dumps(message(traceparent="00")).encode()
    read = MessageEvent.model_validate_json(value).model_dump()
    assert PLAIN.validate_json(value) == without_defaults(read)


def test_a_rule_over_several_fields_is_not_lost_in_silence() -> None:
    with pytest.raises(TypeError, match="DeliveryData"):
        plain(DeliveryEvent)
