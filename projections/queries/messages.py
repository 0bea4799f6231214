"""Where is this message, and what does it say?"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import ColumnElement, Select, false, func, select

from projections.messages import HIDDEN, MESSAGES, PLACES, RECORDS, view
from projections.reading import Reading


class MessageRow(msgspec.Struct, frozen=True):
    """`place` is attached, parked, unattached or echo; `personal` the content as it was taken;
    `wrong_case` when it named a case that it was not let into, `hidden` while its case is deleted.
    """

    message_id: UUID
    profile_id: str
    customer_id: str
    external_id: str | None
    channel: str
    kind: str
    direction: str
    author_kind: str
    author_id: str
    private: bool
    auto_submitted: bool
    sent_at: datetime
    broker_at: datetime | None
    second_copy_of: UUID | None
    in_reply_to: UUID | None
    record_key: str | None
    delivery: str | None
    delivery_reason: str | None
    delivery_at: datetime | None
    echoed_at: datetime | None
    thread: dict[str, Any] | None
    personal: dict[str, Any]
    place: str
    case_id: UUID | None
    decision: dict[str, Any] | None
    wrong_case: bool
    hidden: bool = False

    @property
    def text(self) -> str | None:
        return self.personal.get("text")


class RecordPlace(msgspec.Struct, frozen=True):
    """What a Kafka record became: `kind` is received, echoed, delivery or survey_answer. The
    stream is the message's, or for a survey answer the case's."""

    topic_id: UUID
    partition: int
    offset: int
    kind: str
    stream_id: UUID


PLACED = select(
    MESSAGES,
    func.coalesce(PLACES.c.place, "unattached").label("place"),
    PLACES.c.case_id,
    PLACES.c.decision,
    func.coalesce(PLACES.c.wrong_case, false()).label("wrong_case"),
    func.coalesce(HIDDEN.c.hidden, false()).label("hidden"),
)
EACH = PLACED.join_from(
    MESSAGES, PLACES, MESSAGES.c.message_id == PLACES.c.message_id, isouter=True
).join(HIDDEN, PLACES.c.case_id == HIDDEN.c.case_id, isouter=True)
IN_SIGHT = ~func.coalesce(HIDDEN.c.hidden, false())


def find_message(reading: Reading, message_id: UUID) -> MessageRow | None:
    return next(iter(_rows(reading, EACH.where(MESSAGES.c.message_id == message_id))), None)


def find_external(reading: Reading, profile_id: str, external_id: str) -> list[MessageRow]:
    """The message with that id on the channel, and second copies with other content."""
    same: tuple[ColumnElement[bool], ...] = (
        MESSAGES.c.profile_id == profile_id,
        MESSAGES.c.external_id == external_id,
    )
    first = MESSAGES.c.second_copy_of.is_not(None)
    return _rows(reading, EACH.where(*same).order_by(first, MESSAGES.c.message_id))


def find_record(
    reading: Reading, topic_id: UUID, partition: int, offset: int
) -> RecordPlace | None:
    """None for records that became nothing in the log: duplicates, dead letters, held ones."""
    place = (
        RECORDS.c.topic_id == topic_id,
        RECORDS.c.partition == partition,
        RECORDS.c.offset == offset,
    )
    row = reading.execute(view, select(RECORDS).where(*place)).mappings().first()
    return RecordPlace(**row) if row is not None else None


def record_of(reading: Reading, message_id: UUID) -> list[RecordPlace]:
    """The records that a message came from and was told about in."""
    mine = select(RECORDS).where(RECORDS.c.stream_id == message_id)
    ordered = mine.order_by(RECORDS.c.topic_id, RECORDS.c.partition, RECORDS.c.offset)
    return [RecordPlace(**row) for row in reading.execute(view, ordered).mappings()]


def message_row(row: Mapping[Any, Any]) -> MessageRow:
    """What is in a deleted case comes without what it says."""
    found = MessageRow(**row)
    return msgspec.structs.replace(found, personal={}) if found.hidden else found


def _rows(reading: Reading, statement: Select[Any]) -> list[MessageRow]:
    return [message_row(row) for row in reading.execute(view, statement).mappings()]
