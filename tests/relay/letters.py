"""Dead letters to relay."""

from __future__ import annotations

from datetime import UTC, datetime
from threading import RLock
from uuid import UUID

from application.beside import Beside, Letter
from application.intake.records import Record
from application.memory.ledger import MemoryLedger

NOON = datetime(2030, 1, 1, 12, tzinfo=UTC)
TOPIC_ID = UUID(int=7)
HEADERS = (("content-type", b"text/plain"), ("trace", b"\xff\x00"), ("trace", b"again"))


def record(offset: int, value: bytes | None = b"{", key: bytes | None = b"k") -> Record:
    return Record("caseledger.channel.in", TOPIC_ID, 2, offset, key, value, HEADERS, NOON)


def bury(ledger: MemoryLedger, *records: Record) -> None:
    reason = ("undecodable", "value", "must be JSON in UTF-8, naïvely")
    ledger.take(Beside(letters=[Letter(each, *reason) for each in records]))


def empty_ledger() -> MemoryLedger:
    return MemoryLedger(RLock())
