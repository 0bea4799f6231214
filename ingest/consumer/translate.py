"""From the client's record to ours: bytes and place, nothing decoded."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from application.intake.records import Record

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
LATEST = (datetime(9999, 12, 31, tzinfo=UTC) - EPOCH) // timedelta(milliseconds=1)


def to_record(fetched: Any, topic_id: UUID) -> Record:
    """A header without a value is taken as one with an empty value; a time that no calendar has,
    as the nearest one that it has."""
    return Record(
        topic=fetched.topic,
        topic_id=topic_id,
        partition=fetched.partition,
        offset=fetched.offset,
        key=fetched.key,
        value=fetched.value,
        headers=tuple((name, value or b"") for name, value in fetched.headers),
        broker_time=EPOCH + timedelta(milliseconds=min(max(fetched.timestamp, 0), LATEST)),
    )
