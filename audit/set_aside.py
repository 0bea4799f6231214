"""Records that became nothing in the log: dead letters, held ones and duplicates, found by place or
by what they say they are."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import ColumnElement, Engine, RowMapping, Table, cast, func, literal, or_, select
from sqlalchemy.dialects.postgresql import JSONB

from application import tables
from application.headers import from_json
from application.intake.records import Decode, Malformed, Record
from domain.message.incoming import IncomingMessage

MOST = 100


class Place(msgspec.Struct, frozen=True):
    topic: str
    topic_id: UUID
    partition: int
    offset: int

    def __str__(self) -> str:
        return f"{self.topic}:{self.partition}:{self.offset}"


class Buried(msgspec.Struct, frozen=True):
    """A dead letter: which, why, and what became of it."""

    letter: int
    place: Place
    code: str
    field: str
    rule: str
    state: str
    outcome: str | None


class Held(msgspec.Struct, frozen=True):
    """`before` counts the records of the same key that come first; `fault` is the first one's."""

    hold_key: str
    place: Place
    fault: str | None
    before: int


class SetAside:
    def __init__(self, engine: Engine, decode: Decode) -> None:
        self._engine = engine
        self._decode = decode

    def buried_at(self, topic_id: UUID, partition: int, offset: int) -> list[Buried]:
        return [_buried(row) for row in self._at(tables.letters, topic_id, partition, offset)]

    def held_at(self, topic_id: UUID, partition: int, offset: int) -> list[Held]:
        return [self._held(row) for row in self._at(tables.held, topic_id, partition, offset)]

    def buried_as(self, profile_id: str, external_id: str) -> list[Buried]:
        """Settled ones were taken in the end, so the log tells about them."""
        rows = self._named(tables.letters, external_id, tables.letters.c.state != "retried")
        return [_buried(row) for row in rows if self._is(row, profile_id, external_id)]

    def held_as(self, profile_id: str, external_id: str) -> list[Held]:
        rows = self._named(tables.held, external_id)
        return [self._held(row) for row in rows if self._is(row, profile_id, external_id)]

    def duplicates_of(self, message_id: UUID) -> int:
        repeated = tables.duplicates.c.message_id == message_id
        return int(self._rows(select(func.count().label("n")).where(repeated))[0]["n"])

    def _at(
        self, table: Table, topic_id: UUID, partition: int, offset: int
    ) -> Sequence[RowMapping]:
        place = (
            table.c.topic_id == topic_id,
            table.c.partition == partition,
            table.c.offset == offset,
        )
        return self._rows(select(table).where(*place).order_by(table.c.id))

    def _named(
        self, table: Table, external_id: str, *conditions: ColumnElement[bool]
    ) -> Sequence[RowMapping]:
        """Whose bytes hold the id at all: as JSON in the value, or as a header of its own."""
        written = msgspec.json.encode(external_id)[1:-1]
        header = [["ce_id", b64encode(external_id.encode()).decode()]]
        holds = or_(
            func.position(literal(written).op("IN")(table.c.value)) > 0,
            table.c.headers.contains(cast(literal(header, JSONB), JSONB)),
        )
        statement = select(table).where(holds, *conditions).order_by(table.c.id).limit(MOST)
        return self._rows(statement)

    def _is(self, row: RowMapping, profile_id: str, external_id: str) -> bool:
        """What cannot be decoded is told by its bytes alone."""
        try:
            incoming = self._decode(_record(row))
        except Malformed:
            return profile_id.encode() in (row["value"] or b"")
        except Exception:
            # A fault of ours holds the record; its bytes are still searched.
            return profile_id.encode() in (row["value"] or b"")
        if not isinstance(incoming, IncomingMessage):
            return False
        return (incoming.profile_id, incoming.external_id) == (profile_id, external_id)

    def _held(self, row: RowMapping) -> Held:
        same = tables.held.c.hold_key == row["hold_key"]
        first = select(tables.held.c.fault).where(same).order_by(tables.held.c.id).limit(1)
        before = select(func.count().label("n")).where(same, tables.held.c.id < row["id"])
        return Held(
            row["hold_key"],
            _place(row),
            self._rows(first)[0]["fault"],
            int(self._rows(before)[0]["n"]),
        )

    def _rows(self, statement: Any) -> Sequence[RowMapping]:
        with self._engine.connect() as connection:
            return connection.execute(statement).mappings().all()


def _buried(row: RowMapping) -> Buried:
    return Buried(
        row["id"], _place(row), row["code"], row["field"], row["rule"], row["state"], row["outcome"]
    )


def _place(row: RowMapping) -> Place:
    return Place(row["topic"], row["topic_id"], row["partition"], row["offset"])


def _record(row: RowMapping) -> Record:
    return Record(
        row["topic"],
        row["topic_id"],
        row["partition"],
        row["offset"],
        row["key"],
        row["value"],
        from_json(row["headers"]),
        row["broker_time"],
    )
