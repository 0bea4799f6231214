"""Every line and every member of a batch gets a verdict, and a bad one stops no other."""

from __future__ import annotations

import json
from io import BytesIO
from typing import Any

import pytest

from domain.identity import record_key
from ingest.contracts.events import MAX_VALUE_BYTES
from ingest.publishing.lines import Checked, Ready, Refused
from ingest.publishing.read import read
from tests.support.environment import DATA
from tests.support.events import PROFILE, delivery, message, survey_answer, with_data, without


def line(event: Any) -> bytes:
    return json.dumps(event).encode()


def verdicts(text: bytes) -> list[Checked]:
    return list(read(BytesIO(text)))


def shown(text: bytes) -> list[tuple[int, str]]:
    return [
        (each.number, each.code if isinstance(each, Refused) else "ready")
        for each in verdicts(text)
    ]


def key_of(event: Any) -> str:
    (ready,) = verdicts(line(event))
    assert isinstance(ready, Ready)
    assert ready.key is not None
    return ready.key.decode()


def test_a_sound_line_is_sent_byte_for_byte() -> None:
    value = b' { "extra" : "1", ' + line(message())[1:] + b" "
    (ready,) = verdicts(value + b"\r\n")
    assert isinstance(ready, Ready)
    assert ready.value == value.strip()
    assert ready.headers == (("content-type", b"application/cloudevents+json"),)


def test_keys_name_profile_and_customer() -> None:
    assert key_of(message()) == record_key(PROFILE, "c-123") == "support%40example.org|c-123"
    assert key_of(survey_answer()) == record_key(PROFILE, "c-123")


def test_receipts_are_keyed_by_their_message() -> None:
    assert key_of(delivery()) == record_key(PROFILE, "out-1")
    by_external_id = without(with_data(delivery(), external_id="m-9"), "data.outbound_id")
    assert key_of(by_external_id) == record_key(PROFILE, "m-9")


def test_a_refusal_names_line_field_and_rule_and_the_rest_goes_on() -> None:
    text = b"\n".join(
        [line(message()), b"", b"nonsense", line(message(time=None)), line(delivery())]
    )
    found = verdicts(text)
    assert [each.number for each in found] == [1, 3, 4, 5]
    assert found[2] == Refused(4, "missing_field", "time", "is required")


def test_the_last_line_needs_no_end_and_a_byte_order_mark_is_passed_over() -> None:
    assert shown(b"\xef\xbb\xbf" + line(message())) == [(1, "ready")]
    assert shown(b"") == []
    assert shown(b"\n \n\t\n") == []


def test_a_line_that_is_too_long_is_refused_without_being_held() -> None:
    long = b'{"a":"' + b"x" * (3 * MAX_VALUE_BYTES) + b'"}'
    text = b"\n".join([long, line(message()), long])
    assert shown(text) == [(1, "too_large"), (2, "ready"), (3, "too_large")]


def test_a_value_of_one_mebibyte_is_ready_in_a_file_too() -> None:
    value = line(with_data(message(), text=""))
    value = line(with_data(message(), text="x" * (MAX_VALUE_BYTES - len(value))))
    assert shown(b"   " + value + b"\r\n") == [(1, "ready")]
    assert shown(value.replace(b"xx", b"xxx", 1) + b"\n") == [(1, "too_large")]


def test_an_array_is_read_member_by_member() -> None:
    text = json.dumps([message(), "x", message(id=""), delivery()], indent=2).encode()
    assert shown(b"\n" + text) == [
        (1, "ready"),
        (2, "invalid_cloudevent"),
        (3, "invalid_cloudevent"),
        (4, "ready"),
    ]


def test_members_keep_their_bytes() -> None:
    value = b'{"id":"\\u0041", ' + line(without(message(), "id"))[1:]
    (ready,) = verdicts(b"[ " + value + b" ]")
    assert isinstance(ready, Ready)
    assert ready.value == value


@pytest.mark.parametrize("text", [b"[", b"[1,]", b"[] []", b"[" * 200_000, b"[\xff]"])
def test_a_broken_array_is_one_refusal(text: bytes) -> None:
    assert shown(text) == [(1, "undecodable_bytes")]


def batches(file: str) -> list[dict[str, Any]]:
    path = DATA / "cloudevents_conformance" / "json" / file
    found: list[dict[str, Any]] = json.loads(path.read_text())["tests"] if path.exists() else []
    return found


@pytest.mark.real_data
def test_all_eight_batches_are_here() -> None:
    assert (len(batches("valid-batches.json")), len(batches("invalid-batches.json"))) == (5, 3)


@pytest.mark.real_data
@pytest.mark.parametrize("vector", batches("valid-batches.json"), ids=lambda vector: vector["id"])
def test_members_of_valid_batches_are_refused_only_for_their_type(vector: dict[str, Any]) -> None:
    found = shown(line(vector["batch"]))
    assert found == [(n, "unknown_type") for n, _ in enumerate(vector["batch"], 1)]


@pytest.mark.real_data
@pytest.mark.parametrize("vector", batches("invalid-batches.json"), ids=lambda vector: vector["id"])
def test_invalid_batches_have_a_member_that_is_no_cloudevent(vector: dict[str, Any]) -> None:
    found = shown(line(vector["batch"]))
    assert len(found) == len(vector["batch"])
    assert "invalid_cloudevent" in {code for _, code in found}
