from __future__ import annotations

import pytest

from application.ledger import DeadLetter
from relay.letters import LARGEST, copy_of, reference_to
from tests.relay.letters import HEADERS, NOON, TOPIC_ID, record


def letter(value: bytes | None = b"{", key: bytes | None = b"k") -> DeadLetter:
    where = ("undecodable", "value", "must be JSON in UTF-8, naïvely")
    return DeadLetter(9, record(41, value, key), *where, 3, "open", None, NOON)


@pytest.mark.parametrize("value", [b"\xff\xfe", b"", None])
@pytest.mark.parametrize("key", [b"\x00", None])
def test_value_key_and_headers_are_the_originals(value: bytes | None, key: bytes | None) -> None:
    copy = copy_of(letter(value, key))
    assert (copy.value, copy.key) == (value, key)
    assert copy.headers[: len(HEADERS)] == HEADERS


def test_headers_say_where_it_comes_from_and_why() -> None:
    ours = dict(copy_of(letter()).headers[len(HEADERS) :])
    assert {name: value.decode() for name, value in ours.items()} == {
        "caseledger.dlq.original-topic": "caseledger.channel.in",
        "caseledger.dlq.original-topic-id": str(TOPIC_ID),
        "caseledger.dlq.original-partition": "2",
        "caseledger.dlq.original-offset": "41",
        "caseledger.dlq.original-timestamp": "2030-01-01T12:00:00+00:00",
        "caseledger.dlq.code": "undecodable",
        "caseledger.dlq.field": "value",
        "caseledger.dlq.rule": "must be JSON in UTF-8, naïvely",
        "caseledger.dlq.attempts": "3",
        "caseledger.dlq.letter-id": "9",
    }


def test_what_is_too_large_becomes_a_reference() -> None:
    copy = copy_of(letter(b"x" * LARGEST))
    assert copy.value is None
    assert copy.key == b"k"
    assert dict(copy.headers)["caseledger.dlq.value-omitted-bytes"] == str(LARGEST).encode()
    assert dict(copy.headers)["caseledger.dlq.letter-id"] == b"9"


def test_a_reference_is_small_whatever_the_original_was() -> None:
    assert reference_to(letter(b"x" * 10, b"k" * LARGEST)).size < 1024
