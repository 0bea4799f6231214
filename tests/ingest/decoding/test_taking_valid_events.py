from __future__ import annotations

import json
from base64 import b64encode
from datetime import UTC, datetime

import pytest

from domain.message.events import Attachment, Recipient, Thread
from domain.message.incoming import IncomingMessage, IncomingReceipt, IncomingSurveyAnswer
from ingest.decoding.decode import decode
from tests.support.events import (
    PROFILE,
    binary,
    delivery,
    message,
    record,
    structured,
    survey_answer,
    with_data,
    without,
)

EVENTS = [message(), delivery(), survey_answer()]


def decoded(event: object) -> IncomingMessage:
    incoming = decode(structured(event))
    assert isinstance(incoming, IncomingMessage)
    return incoming


def test_a_message_arrives_with_everything_it_says() -> None:
    incoming = decoded(message())
    assert (incoming.profile_id, incoming.external_id) == (PROFILE, "mid.1")
    assert (incoming.customer_id, incoming.author_kind) == ("c-123", "customer")
    assert incoming.sent_at == datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
    assert incoming.thread == Thread("t-1", references=("m-0",))
    assert incoming.content.subject == "Late parcel"
    assert incoming.content.recipients == (Recipient("to", PROFILE),)
    assert incoming.content.attachments == (Attachment("photo.jpg", "image/jpeg", 9),)
    assert incoming.content.headers == {"Precedence": "normal"}
    assert incoming.auto_submitted is False


def test_a_receipt_is_named_by_source_and_id() -> None:
    assert decode(structured(delivery())) == IncomingReceipt(
        receipt_id="/channels/email/support%40example.org#receipt-1",
        profile_id=PROFILE,
        channel="email",
        state="read",
        reported_at=datetime(2026, 3, 1, 9, 30, tzinfo=UTC),
        outbound_id="out-1",
    )


def test_a_survey_answer_may_be_a_number_or_a_word() -> None:
    for value in (4, "4"):
        incoming = decode(structured(with_data(survey_answer(), value=value)))
        assert isinstance(incoming, IncomingSurveyAnswer)
        assert incoming.value == "4"


def test_a_token_stands_for_the_survey() -> None:
    event = without(with_data(survey_answer(), token="tok-1"), "data.survey_id")
    incoming = decode(structured(event))
    assert isinstance(incoming, IncomingSurveyAnswer)
    assert incoming.survey_id == "tok-1"


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: event["id"])
@pytest.mark.parametrize("content_type", ["application/json", 'APPLICATION/JSON; charset="UTF-8"'])
def test_binary_mode_says_the_same_as_structured(
    event: dict[str, object], content_type: str
) -> None:
    assert decode(binary(event, content_type.encode())) == decode(structured(event))


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: event["id"])
def test_data_may_come_as_base64(event: dict[str, object]) -> None:
    coded = b64encode(json.dumps(event["data"]).encode()).decode()
    assert decode(structured(without(event, "data") | {"data_base64": coded})) == decode(
        structured(event)
    )


@pytest.mark.parametrize(
    "content_type",
    [
        "application/cloudevents+json",
        "Application/CloudEvents+JSON",
        "application/cloudevents+json; charset=UTF-8",
        'application/cloudevents+json;charset="utf-8"',
    ],
)
def test_structured_mode_is_recognised_in_any_case(content_type: str) -> None:
    value = json.dumps(message()).encode()
    assert decode(record(value, (("Content-Type", content_type.encode()),))) == decoded(message())


def test_ce_headers_beside_a_structured_event_are_ignored() -> None:
    headers = (("content-type", b"application/cloudevents+json"), ("ce_id", b"\xff"))
    assert decode(record(json.dumps(message()).encode(), headers)) == decoded(message())


@pytest.mark.parametrize(
    ("written", "instant"),
    [
        ("2018-04-05T17:31:00Z", datetime(2018, 4, 5, 17, 31, tzinfo=UTC)),
        ("2018-04-05t17:31:00z", datetime(2018, 4, 5, 17, 31, tzinfo=UTC)),
        ("2018-04-05T18:31:00+01:00", datetime(2018, 4, 5, 17, 31, tzinfo=UTC)),
        ("2018-04-05T16:01:00-01:30", datetime(2018, 4, 5, 17, 31, tzinfo=UTC)),
        ("2018-04-05T17:31:00.123456999Z", datetime(2018, 4, 5, 17, 31, 0, 123456, tzinfo=UTC)),
        ("2018-04-05T17:31:00.5Z", datetime(2018, 4, 5, 17, 31, 0, 500000, tzinfo=UTC)),
        ("2016-12-31T23:59:60Z", datetime(2016, 12, 31, 23, 59, 59, 999999, tzinfo=UTC)),
        ("1970-01-01T00:00:00Z", datetime(1970, 1, 1, tzinfo=UTC)),
        ("2199-12-31T23:59:59Z", datetime(2199, 12, 31, 23, 59, 59, tzinfo=UTC)),
    ],
)
def test_times_come_out_in_utc(written: str, instant: datetime) -> None:
    incoming = decoded(message(time=written))
    assert incoming.sent_at == instant
    assert incoming.sent_at.tzinfo is UTC


@pytest.mark.parametrize(
    "source",
    [
        "/channels/email/support%40example.org",
        "/channels/email/support@example.org",
        "/channels/%65mail/support%40example%2Eorg",
    ],
)
def test_every_spelling_of_the_source_is_the_same_source(source: str) -> None:
    assert decoded(message(source=source)) == decoded(message())


def test_odd_profiles_are_percent_encoded() -> None:
    event = with_data(message(source="/channels/email/a%2Fb%20%C3%BC%25"), profile="a/b ü%")
    assert decoded(event).profile_id == "a/b ü%"


def test_unknown_fields_and_extensions_are_left_out() -> None:
    event = with_data(message(traceparent="00-1", sampled=True, n=7, no=None), later={"a": [1]})
    assert decoded(event) == decoded(message())


def test_control_characters_other_than_nul_stay_in_the_text() -> None:
    text = "bell \x07, tab \t, next line \x85, emoji \U0001f600, not NaN"
    assert decoded(with_data(message(), text=text)).content.text == text


def test_a_written_backslash_u0000_is_no_nul() -> None:
    text = "\\u0000 and \\ud800"
    assert decoded(with_data(message(), text=text)).content.text == text


def test_null_means_absent() -> None:
    event = message(subject=None, dataschema=None, datacontenttype=None, data_base64=None)
    names = ["thread", "recipients", "attachments", "headers", "html", "auto_submitted"]
    event = with_data(event, **dict.fromkeys(names))
    bare = message()
    for name in names:
        bare = without(bare, f"data.{name}") if name in bare["data"] else bare
    assert decoded(event) == decoded(bare)
