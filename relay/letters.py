"""What a dead letter's copy on Kafka looks like: the original unchanged, and why it is here."""

from __future__ import annotations

import msgspec

from application.ledger import DeadLetter

PREFIX = "caseledger.dlq."
LARGEST = 1024 * 1024
"""Bytes of a copy. Every broker takes so much, and whole originals are in the database."""

LARGEST_KEY = 4096

Headers = tuple[tuple[str, bytes], ...]


class Copy(msgspec.Struct, frozen=True):
    """A record to publish. `letter_id` says which dead letter it copies."""

    letter_id: int
    key: bytes | None
    value: bytes | None
    headers: Headers

    @property
    def size(self) -> int:
        sizes = (len(name) + len(value) for name, value in self.headers)
        return len(self.key or b"") + len(self.value or b"") + sum(sizes)


def copy_of(letter: DeadLetter) -> Copy:
    """The original's value, key and headers, and ours; or a reference when that is too large."""
    record = letter.record
    whole = Copy(letter.id, record.key, record.value, (*record.headers, *_about(letter)))
    return whole if whole.size <= LARGEST else reference_to(letter)


def reference_to(letter: DeadLetter) -> Copy:
    """Where the original can be found, and how large its value is; so small that it always fits."""
    record = letter.record
    key = record.key if len(record.key or b"") <= LARGEST_KEY else None
    omitted = _header("value-omitted-bytes", str(len(record.value or b"")))
    return Copy(letter.id, key, None, (*_about(letter), omitted))


def _about(letter: DeadLetter) -> Headers:
    record = letter.record
    facts = {
        "original-topic": record.topic,
        "original-topic-id": str(record.topic_id),
        "original-partition": str(record.partition),
        "original-offset": str(record.offset),
        "original-timestamp": record.broker_time.isoformat(),
        "code": letter.code,
        "field": letter.field,
        "rule": letter.rule,
        "attempts": str(letter.attempts),
        "letter-id": str(letter.id),
    }
    return tuple(_header(name, text) for name, text in facts.items())


def _header(name: str, text: str) -> tuple[str, bytes]:
    return PREFIX + name, text.encode("utf-8", "replace")
