"""Whenever a schema changes within v1, the change is a new optional field."""

from __future__ import annotations

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from ingest.contracts.compatibility import breaking_changes
from ingest.contracts.generate import broken_promises, files, generate
from ingest.contracts.schemas import event_schema

SCHEMA = event_schema("caseledger.channel.message.v1")


def changed(**data_fields: Any) -> dict[str, Any]:
    schema = deepcopy(SCHEMA)
    schema["$defs"]["MessageData"]["properties"] |= data_fields
    return schema


def test_nothing_changed() -> None:
    assert breaking_changes(SCHEMA, deepcopy(SCHEMA)) == []


def test_a_new_optional_field_is_allowed() -> None:
    assert breaking_changes(SCHEMA, changed(mood={"type": "string"})) == []


def test_words_and_names_of_definitions_are_free() -> None:
    text = json.dumps(SCHEMA).replace("AttachedFile", "File").replace("Who wrote it.", "Writer.")
    assert breaking_changes(SCHEMA, json.loads(text)) == []


def test_a_field_of_an_optional_part_may_be_added() -> None:
    schema = deepcopy(SCHEMA)
    schema["$defs"]["ThreadOfMessage"]["properties"]["topic"] = {"type": "string"}
    assert breaking_changes(SCHEMA, schema) == []


@pytest.mark.parametrize("field", ["text", "customer"])
def test_taking_a_field_away_breaks(field: str) -> None:
    schema = deepcopy(SCHEMA)
    del schema["$defs"]["MessageData"]["properties"][field]
    assert breaking_changes(SCHEMA, schema) == [f"event.data.{field} was taken away"]


def test_a_new_required_field_breaks() -> None:
    schema = changed(mood={"type": "string"})
    schema["$defs"]["MessageData"]["required"].append("mood")
    assert breaking_changes(SCHEMA, schema) == ["event.data.mood became required"]


def test_requiring_less_breaks_readers() -> None:
    schema = deepcopy(SCHEMA)
    schema["$defs"]["MessageData"]["required"].remove("direction")
    assert breaking_changes(SCHEMA, schema) == ["event.data.direction is no longer required"]


@pytest.mark.parametrize(
    ("keyword", "value"),
    [("maxLength", 65), ("maxLength", 63), ("pattern", "x"), ("type", "integer")],
)
def test_changing_a_rule_breaks(keyword: str, value: object) -> None:
    channel = SCHEMA["$defs"]["MessageData"]["properties"]["channel"]
    found = breaking_changes(SCHEMA, changed(channel=channel | {keyword: value}))
    assert len(found) == 1
    assert found[0].startswith(f"event.data.channel: {keyword} changed")


def test_a_rule_more_or_less_breaks() -> None:
    channel = SCHEMA["$defs"]["MessageData"]["properties"]["channel"]
    more = breaking_changes(SCHEMA, changed(channel=channel | {"format": "hostname"}))
    assert more == ["event.data.channel: format was added"]
    less = {key: value for key, value in channel.items() if key != "minLength"}
    assert breaking_changes(SCHEMA, changed(channel=less)) == [
        "event.data.channel: minLength was taken away"
    ]


def test_another_word_in_an_enumeration_breaks() -> None:
    direction = SCHEMA["$defs"]["MessageData"]["properties"]["direction"]
    schema = changed(direction=direction | {"enum": [*direction["enum"], "sideways"]})
    assert breaking_changes(SCHEMA, schema)


def test_generating_twice_changes_nothing(tmp_path: Path) -> None:
    for _ in range(2):
        assert generate(tmp_path) == []
    assert {
        str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*.*") if path.is_file()
    } == (set(files()))


def test_generating_over_a_broken_promise_writes_nothing(tmp_path: Path) -> None:
    generate(tmp_path)
    promise = tmp_path / "v1.baseline" / "caseledger.channel.message.v1.schema.json"
    promised = json.dumps(changed(mood={"type": "string"}))
    promise.write_text(promised)
    assert generate(tmp_path) == [f"{promise.name}: event.data.mood was taken away"]
    assert promise.read_text() == promised


def test_a_type_that_is_gone_is_a_broken_promise(tmp_path: Path) -> None:
    generate(tmp_path)
    (tmp_path / "v1.baseline" / "old.v1.schema.json").write_text("{}")
    assert broken_promises(tmp_path) == ["old.v1.schema.json: the type was taken away"]
