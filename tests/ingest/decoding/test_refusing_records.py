"""Whenever a record cannot be taken, the refusal names the field and the rule."""

from __future__ import annotations

import json
from typing import Any

import pytest

from application.intake.records import Malformed, Record
from ingest.decoding.decode import decode
from tests.support.events import (
    STRUCTURED,
    binary,
    delivery,
    message,
    record,
    structured,
    survey_answer,
    with_data,
    without,
)

MIB = 1024 * 1024


def refusal(taken: Record) -> tuple[str, str]:
    with pytest.raises(Malformed) as caught:
        decode(taken)
    assert caught.value.rule
    return caught.value.code, caught.value.field


def padded(size: int) -> bytes:
    value = json.dumps(message()).encode()
    return value + b" " * (size - len(value))


VALUES: list[tuple[str, bytes | None, str, str]] = [
    ("null", None, "tombstone", "value"),
    ("empty", b"", "undecodable_bytes", "value"),
    ("not JSON", b"hello", "undecodable_bytes", "value"),
    ("not UTF-8", b'{"id":"\xff"}', "undecodable_bytes", "value"),
    ("coded surrogate", b'{"id":"\xed\xa0\x80"}', "undecodable_bytes", "value"),
    ("byte order mark", b"\xef\xbb\xbf{}", "undecodable_bytes", "value"),
    ("two values", b"{} {}", "undecodable_bytes", "value"),
    ("raw NUL", b'{"id":"\0"}', "undecodable_bytes", "value"),
    ("NaN", b'{"a":NaN}', "undecodable_bytes", "value"),
    ("infinity", b'{"a":-Infinity}', "undecodable_bytes", "value"),
    ("long number", b'{"a":' + b"9" * 9000 + b"}", "undecodable_bytes", "value"),
    ("deep", b"[" * 100_000, "undecodable_bytes", "value"),
    ("deep inside", b'{"a":' + b'{"a":' * 5000 + b"1" + b"}" * 5001, "undecodable_bytes", "value"),
    ("array", b"[]", "batch_not_allowed", "value"),
    ("scalar", b"1", "invalid_cloudevent", "value"),
    ("one byte too many", padded(MIB + 1), "too_large", "value"),
]


@pytest.mark.parametrize(
    ("value", "code", "field"), [v[1:] for v in VALUES], ids=[v[0] for v in VALUES]
)
def test_values_that_are_no_event(value: bytes | None, code: str, field: str) -> None:
    assert refusal(record(value)) == (code, field)


def test_exactly_one_mebibyte_is_taken() -> None:
    assert decode(record(padded(MIB)))


@pytest.mark.parametrize(
    ("content_type", "code"),
    [
        (b"text/plain", "wrong_content_type"),
        (b"application/json", "wrong_content_type"),
        (b"application/cloudevents+avro", "wrong_content_type"),
        (b"application/cloudevents", "wrong_content_type"),
        (b"application/cloudevents+json; charset=latin-1", "wrong_content_type"),
        (b"application/cloudevents-batch+json", "batch_not_allowed"),
        (b"Application/CloudEvents-Batch+JSON; charset=utf-8", "batch_not_allowed"),
        (b"\xff" * 100_000, "wrong_content_type"),
    ],
)
def test_content_types(content_type: bytes, code: str) -> None:
    headers = (("content-type", content_type),)
    assert refusal(record(json.dumps(message()).encode(), headers)) == (code, "content-type")


@pytest.mark.parametrize(
    ("headers", "code"), [((), "wrong_content_type"), (STRUCTURED * 2, "repeated_header")]
)
def test_the_content_type_is_there_once(headers: tuple[tuple[str, bytes], ...], code: str) -> None:
    assert refusal(record(json.dumps(message()).encode(), headers)) == (code, "content-type")


TYPE = "content-type"
LATIN = b"application/json; charset=latin-1"
REQUIRED = ("channel", "connector", "profile", "customer", "direction", "private", "author")
LONE = "\ud800"
ENVELOPES: list[tuple[dict[str, Any], str, str]] = [
    (without(message(), "id"), "invalid_cloudevent", "id"),
    (message(id=""), "invalid_cloudevent", "id"),
    (message(id=7), "invalid_cloudevent", "id"),
    (message(id="a\nb"), "control_character", "id"),
    (message(id="a\x85b"), "control_character", "id"),
    (message(id="a\U0001fffeb"), "control_character", "id"),
    (message(id="a\0b"), "nul_character", "id"),
    (message(id=LONE), "not_unicode", "id"),
    (message(id="x" * 513), "wrong_field", "id"),
    (message(specversion="0.3"), "invalid_cloudevent", "specversion"),
    (message(type="other"), "unknown_type", "type"),
    (message(type="caseledger.channel.message.v2"), "unknown_type", "type"),
    (message(source="not a uri"), "invalid_cloudevent", "source"),
    (message(source="http://[x"), "invalid_cloudevent", "source"),
    (message(subject=""), "invalid_cloudevent", "subject"),
    (message(dataschema="relative"), "invalid_cloudevent", "dataschema"),
    (message(datacontenttype="json"), "invalid_cloudevent", "datacontenttype"),
    (message(datacontenttype="text/xml"), "wrong_content_type", "datacontenttype"),
    (message(ext_ra="x"), "invalid_cloudevent", "ext_ra"),
    (message(extra=1.5), "invalid_cloudevent", "extra"),
    (message(extra={"a": 1}), "invalid_cloudevent", "extra"),
    (message(extra=2**31), "invalid_cloudevent", "extra"),
    (message(extra="a\x01"), "invalid_cloudevent", "extra"),
    (message(data_base64="e30="), "invalid_cloudevent", "data_base64"),
    (without(message(data_base64="%"), "data"), "invalid_cloudevent", "data_base64"),
    (without(message(data_base64="eA=="), "data"), "undecodable_bytes", "data"),
    (without(message(data_base64="eyJhIjoiXHUwMDAwIn0="), "data"), "nul_character", "data.a"),
    (without(message(), "data"), "missing_field", "data"),
    (message(data=None), "missing_field", "data"),
    (message(data="text"), "wrong_field", "data"),
    (without(message(), "time"), "missing_field", "time"),
    (message(time=None), "missing_field", "time"),
    (message(time=1522949460), "invalid_cloudevent", "time"),
    (message(time="2018-04-05T17:31:00"), "invalid_cloudevent", "time"),
    (message(time="2018-04-05 17:31:00Z"), "invalid_cloudevent", "time"),
    (message(time="2018-02-30T17:31:00Z"), "invalid_cloudevent", "time"),
    (message(time="2018-04-05T17:31:60Z"), "invalid_cloudevent", "time"),
    (message(time="2018-04-05T24:00:00Z"), "invalid_cloudevent", "time"),
    (message(time="0000-02-29T00:00:00Z"), "time_out_of_range", "time"),
    (message(time="1969-12-31T23:59:59Z"), "time_out_of_range", "time"),
    (message(time="2200-01-01T00:00:00Z"), "time_out_of_range", "time"),
    (message(time="9999-12-31T23:59:59-23:59"), "time_out_of_range", "time"),
    (message(source="/channels/email"), "source_mismatch", "source"),
    (message(source="/channels/email/a/b"), "source_mismatch", "source"),
    (message(source="/channels/email/%FF"), "source_mismatch", "source"),
    (message(source="/channels/email/support%40example.org?x"), "source_mismatch", "source"),
    (message(source="/channels/chat/support%40example.org"), "source_mismatch", "data.channel"),
    (message(source="/channels/email/sales"), "source_mismatch", "data.profile"),
    (delivery(source="/channels/email/sales"), "source_mismatch", "data.profile"),
    (survey_answer(source="/channels//support%40example.org"), "source_mismatch", "source"),
]


@pytest.mark.parametrize(("event", "code", "field"), ENVELOPES)
def test_envelopes(event: dict[str, Any], code: str, field: str) -> None:
    assert refusal(structured(event)) == (code, field)


ANN = {"id": "a"}
DATA: list[tuple[dict[str, Any], str, str]] = [
    *[
        (without(message(), f"data.{name}"), "missing_field", f"data.{name}")
        for name in (
            "channel",
            "connector",
            "profile",
            "customer",
            "direction",
            "private",
            "author",
        )
    ],
    (with_data(message(), customer={}), "missing_field", "data.customer.id"),
    (with_data(message(), customer={"id": ""}), "wrong_field", "data.customer.id"),
    (with_data(message(), customer={"id": "a\tb"}), "control_character", "data.customer.id"),
    (with_data(message(), customer={"id": None}), "wrong_field", "data.customer.id"),
    (with_data(message(), customer=ANN | {"name": "\0"}), "nul_character", "data.customer.name"),
    (with_data(message(), profile="p\x7f"), "control_character", "data.profile"),
    (with_data(message(), profile="p" * 129), "wrong_field", "data.profile"),
    (with_data(message(), direction="sideways"), "wrong_field", "data.direction"),
    (with_data(message(), private="true"), "wrong_field", "data.private"),
    (with_data(message(), private=1), "wrong_field", "data.private"),
    (with_data(message(), author={"kind": "cat", "id": "a"}), "wrong_field", "data.author.kind"),
    (with_data(message(), outbound_id="\x1f"), "control_character", "data.outbound_id"),
    (with_data(message(), thread={"id": "\r"}), "control_character", "data.thread.id"),
    (with_data(message(), thread={"references": "a b"}), "wrong_field", "data.thread.references"),
    (
        with_data(message(), thread={"references": ["a", ""]}),
        "wrong_field",
        "data.thread.references.1",
    ),
    (with_data(message(), text=LONE), "not_unicode", "data.text"),
    (with_data(message(), text="a\0b"), "nul_character", "data.text"),
    (with_data(message(), text=["a"]), "wrong_field", "data.text"),
    (with_data(message(), headers={"a\0": "b"}), "nul_character", "data.headers.a\\x00"),
    (with_data(message(), headers={"a": "b" + LONE}), "not_unicode", "data.headers.a"),
    (with_data(message(), headers={"a": 1}), "wrong_field", "data.headers.a"),
    (with_data(message(), headers={"": "x"}), "wrong_field", "data.headers."),
    (with_data(message(), later=[{"a": ["\0"]}]), "nul_character", "data.later.0.a.0"),
    (with_data(message(), later={"a": LONE}), "not_unicode", "data.later.a"),
    (with_data(message(), recipients=[ANN] * 1001), "wrong_field", "data.recipients"),
    (with_data(message(), recipients=[ANN]), "missing_field", "data.recipients.0.role"),
    (with_data(message(), attachments=[{"name": "a"}] * 201), "wrong_field", "data.attachments"),
    (
        with_data(message(), attachments=[{"name": "a", "size": -1}]),
        "wrong_field",
        "data.attachments.0.size",
    ),
    (
        with_data(message(), attachments=[{"name": "a", "size": 2**53}]),
        "wrong_field",
        "data.attachments.0.size",
    ),
    (with_data(delivery(), state="lost"), "wrong_field", "data.state"),
    (without(delivery(), "data.outbound_id"), "missing_field", "data.outbound_id"),
    (without(survey_answer(), "data.survey_id"), "missing_field", "data.survey_id"),
    (with_data(survey_answer(), value=1.5), "wrong_field", "data.value"),
    (with_data(survey_answer(), value=""), "wrong_field", "data.value"),
    (without(survey_answer(), "data.customer.id"), "missing_field", "data.customer.id"),
]


@pytest.mark.parametrize(("event", "code", "field"), DATA)
def test_data(event: dict[str, Any], code: str, field: str) -> None:
    assert refusal(structured(event)) == (code, field)


@pytest.mark.parametrize(("event", "code", "field"), DATA)
def test_data_in_binary_mode(event: dict[str, Any], code: str, field: str) -> None:
    assert refusal(binary(event)) == (code, field)


def with_header(name: str, value: bytes) -> Record:
    sound = binary(message())
    return record(sound.value, (*sound.headers, (name, value)))


@pytest.mark.parametrize(
    ("taken", "code", "field"),
    [
        (binary(without(message(), "id")), "invalid_cloudevent", "ce_id"),
        (binary(message(time="lunchtime")), "invalid_cloudevent", "ce_time"),
        (binary(message(time="1950-01-01T00:00:00Z")), "time_out_of_range", "ce_time"),
        (binary(without(message(), "time")), "missing_field", "ce_time"),
        (binary(message(id="a\nb")), "control_character", "ce_id"),
        (binary(message(id="a\0b")), "nul_character", "ce_id"),
        (binary(message(type="other")), "unknown_type", "ce_type"),
        (binary(message(source="/x")), "source_mismatch", "ce_source"),
        (binary(message(), b"text/plain"), "wrong_content_type", "content-type"),
        (binary(message(), b"nonsense"), "invalid_cloudevent", "content-type"),
        (
            binary(message(), b"application/json; charset=latin-1"),
            "wrong_content_type",
            "content-type",
        ),
        (binary(without(message(), "data")), "missing_field", "data"),
        (with_header("ce_Upper", b"x"), "invalid_cloudevent", "ce_Upper"),
        (with_header("ce_", b"x"), "invalid_cloudevent", "ce_"),
        (with_header("ce_data", b"{}"), "invalid_cloudevent", "ce_data"),
        (with_header("ce_id", b"again"), "repeated_header", "ce_id"),
        (with_header("ce_extra", b"\xff"), "undecodable_bytes", "ce_extra"),
        (with_header("Content-Type", b"application/json"), "repeated_header", "content-type"),
    ],
)
def test_headers_in_binary_mode(taken: Record, code: str, field: str) -> None:
    assert refusal(taken) == (code, field)


def test_a_long_name_is_cut_and_an_odd_one_is_escaped() -> None:
    event = with_data(message(), headers={"n" * 100: "\0"})
    assert refusal(structured(event)) == ("nul_character", f"data.headers.{'n' * 64}...")
    assert refusal(structured(message(**{"x\ny": 1}))) == ("invalid_cloudevent", "x\\ny")


def test_a_refusal_never_repeats_what_the_sender_wrote() -> None:
    for fields in (
        {"direction": "s3cret"},
        {"private": "s3cret"},
        {"customer": {"id": "s3cret\n"}},
    ):
        with pytest.raises(Malformed) as caught:
            decode(structured(with_data(message(), **fields)))
        assert "s3cret" not in str(caught.value)
