"""The published vectors of CloudEvents 1.0, through the decoder of records."""

from __future__ import annotations

import json
from typing import Any

import pytest

from application.intake.records import Malformed, Record
from ingest.decoding.decode import decode
from tests.support.environment import DATA
from tests.support.events import binary, structured

pytestmark = pytest.mark.real_data

VECTORS = DATA / "cloudevents_conformance" / "json"


def vectors(file: str) -> list[dict[str, Any]]:
    path = VECTORS / file
    return json.loads(path.read_text())["tests"] if path.exists() else []


VALID = vectors("valid-events.json")
INVALID = vectors("invalid-events.json")


def code_of(taken: Record) -> str:
    with pytest.raises(Malformed) as caught:
        decode(taken)
    return caught.value.code


def has_a_binary_form(event: dict[str, Any]) -> bool:
    """Headers are strings, and there is one place for data."""
    strings = all(isinstance(event.get(name, ""), str) for name in ("id", "source", "type"))
    return strings and "data_base64" not in event


def in_binary_mode(event: dict[str, Any]) -> Record:
    data_type = event.get("datacontenttype")
    return binary(event, (data_type if data_type is not None else "application/json").encode())


def test_all_thirty_five_are_here() -> None:
    assert (len(VALID), len(INVALID)) == (10, 25)


@pytest.mark.parametrize("vector", VALID, ids=lambda vector: vector["id"])
def test_valid_events_are_refused_only_for_their_type(vector: dict[str, Any]) -> None:
    assert code_of(structured(vector["event"])) == "unknown_type"


@pytest.mark.parametrize("vector", INVALID, ids=lambda vector: vector["id"])
def test_invalid_events_are_no_cloudevents(vector: dict[str, Any]) -> None:
    assert code_of(structured(vector["event"])) == "invalid_cloudevent"


@pytest.mark.parametrize("vector", VALID, ids=lambda vector: vector["id"])
def test_valid_events_in_binary_mode(vector: dict[str, Any]) -> None:
    assert code_of(in_binary_mode(vector["event"])) == "unknown_type"


@pytest.mark.parametrize(
    "vector",
    [each for each in INVALID if has_a_binary_form(each["event"])],
    ids=lambda vector: vector["id"],
)
def test_invalid_events_in_binary_mode(vector: dict[str, Any]) -> None:
    assert code_of(in_binary_mode(vector["event"])) == "invalid_cloudevent"
