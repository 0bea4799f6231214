from __future__ import annotations

import msgspec
import pytest

from domain.kernel import Event
from domain.registry import EVENTS
from domain.team.sending_events import SentFrom
from tests.golden.examples import CAUSE, EARLIER, EXAMPLES
from tests.golden.history import history
from tests.golden.write import EVENTS_FILE, HISTORY_FILE, Line, encoded, line, mapper, read

LINES = list(read(EVENTS_FILE))
EXAMPLE_OF = {each.TOPIC: each for each in EXAMPLES}


def test_every_event_has_an_example_and_its_bytes() -> None:
    current = {(topic, event.VERSION) for topic, event in EVENTS.items()}
    written = {(each.topic, each.version) for each in LINES}
    assert set(EXAMPLE_OF) == set(EVENTS)
    assert current <= written, "run `python -m tests.golden.write` and review what it adds"


@pytest.mark.parametrize("topic", sorted(EVENTS))
def test_an_example_gives_every_field_another_value_than_its_default(topic: str) -> None:
    """Or a renamed field that has a default would go unnoticed."""
    example = EXAMPLE_OF[topic]
    same = [
        field.name
        for field in msgspec.structs.fields(example)
        if field.default is not msgspec.NODEFAULT and getattr(example, field.name) == field.default
    ]
    assert same == []


@pytest.mark.parametrize("example", EARLIER + EXAMPLES, ids=lambda each: each.TOPIC)
def test_todays_code_writes_the_bytes_that_were_released(example: Event) -> None:
    assert encoded(example) in LINES


@pytest.mark.parametrize("golden", LINES, ids=lambda each: f"{each.topic}-{each.version}")
def test_bytes_of_every_release_are_read_as_todays_event(golden: Line) -> None:
    recorded = mapper().to_domain_event(golden.stored())
    assert recorded.event in EARLIER + EXAMPLES
    assert recorded.cause == CAUSE


def test_an_event_is_read_whatever_fields_a_later_release_adds() -> None:
    for golden in LINES:
        raw = msgspec.json.decode(golden.bytes)
        raw["event"]["of_a_later_release"] = raw["later"] = 1
        row = msgspec.structs.replace(golden, state=msgspec.json.encode(raw).decode()).stored()
        assert mapper().to_domain_event(row).event in EARLIER + EXAMPLES


def test_the_same_run_leads_to_the_same_log() -> None:
    """Ids, numbers, decisions and order: whatever a release changes here, it changes for people.

    Only the number of the rules may rise, as long as they decide alike; a policy's hash covers the
    fields that a release adds; an answer says by itself now what it answers; and where an agent
    sent from last is remembered beside the cases.
    """
    run = (each for each in history() if each.event.TOPIC != SentFrom.TOPIC)
    now = [_of_any_release(line(each)) for each in run]
    then = [_of_any_release(each) for each in read(HISTORY_FILE)]
    assert now == then


def _of_any_release(golden: Line) -> tuple[object, ...]:
    raw = msgspec.json.decode(golden.bytes)
    del raw["recorded_at"]
    raw["event"].get("decision", {}).pop("rules_version", None)
    if golden.topic == "case.policy_bound":
        del raw["event"]["hash"]
    if golden.topic == "message.composed":
        raw["event"].pop("in_reply_to", None)
    return golden.topic, golden.stream, golden.place, raw
