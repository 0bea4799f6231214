"""Whatever the bytes are, decoding ends in an event or in `Malformed`."""

from __future__ import annotations

import contextlib
import json
from copy import deepcopy
from typing import Any
from unicodedata import category

from hypothesis import given, settings
from hypothesis import strategies as st

from application.intake.records import Malformed, Record
from domain.message.incoming import IncomingMessage
from ingest.decoding.decode import decode
from tests.support.events import STRUCTURED, binary, delivery, message, record, survey_answer

EVENTS = [message(), delivery(), survey_answer()]
texts = st.text(st.characters(), max_size=20)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=8,
)
header_names = st.sampled_from(
    ["content-type", "Content-Type", "ce_id", "ce_type", "ce_time", "ce_source", "ce_specversion"]
) | texts.map(lambda text: f"ce_{text}")
header_values = st.binary(max_size=30) | st.sampled_from(
    [b"application/json", b"application/cloudevents+json", b"1.0", b"caseledger.channel.message.v1"]
)
headers = st.lists(st.tuples(header_names, header_values), max_size=8).map(tuple)


def places(node: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    inner = node.items() if isinstance(node, dict) else enumerate(node)
    found = []
    for key, member in inner:
        found.append((*path, key))
        if isinstance(member, dict | list):
            found += places(member, (*path, key))
    return found


@st.composite
def nearly_right(draw: st.DrawFn) -> dict[str, Any]:
    """A sound event with one part replaced."""
    event: dict[str, Any] = deepcopy(draw(st.sampled_from(EVENTS)))
    *parents, last = draw(st.sampled_from(places(event)))
    node: Any = event
    for parent in parents:
        node = node[parent]
    node[last] = draw(json_values)
    return event


def survives(taken: Record) -> None:
    with contextlib.suppress(Malformed):
        decode(taken)


@given(st.binary(max_size=200), headers)
def test_any_bytes_under_any_headers(value: bytes, headers: tuple[tuple[str, bytes], ...]) -> None:
    survives(record(value, headers))


@given(json_values)
def test_any_json(value: Any) -> None:
    survives(record(json.dumps(value).encode(), STRUCTURED))


@settings(max_examples=300)
@given(nearly_right())
def test_nearly_right_events_in_both_modes(event: dict[str, Any]) -> None:
    survives(record(json.dumps(event).encode(), STRUCTURED))
    with contextlib.suppress(UnicodeEncodeError):  # a lone surrogate is no header
        survives(binary(event))


@given(st.integers(0, 800), st.binary(min_size=1, max_size=4))
def test_a_sound_event_with_damaged_bytes(place: int, damage: bytes) -> None:
    value = json.dumps(message()).encode()
    survives(record(value[:place] + damage + value[place + len(damage) :], STRUCTURED))


@given(nearly_right())
def test_what_is_taken_can_be_stored(event: dict[str, Any]) -> None:
    """No U+0000 and no lone surrogate reaches the database."""
    try:
        incoming = decode(record(json.dumps(event).encode(), STRUCTURED))
    except Malformed:
        return
    shown = repr(incoming)
    assert "\\x00" not in shown.replace("\\\\", "")
    assert shown.encode()
    if isinstance(incoming, IncomingMessage):
        ids = incoming.profile_id + incoming.external_id + incoming.customer_id
        assert not any(category(character) == "Cc" for character in ids)
