"""PostgreSQL's binary arrays made by hand: the driver's own encoding costs twice the insert."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from struct import Struct
from typing import ClassVar

import psycopg
from eventsourcing.persistence import StoredEvent
from psycopg.abc import Buffer
from psycopg.adapt import Dumper
from psycopg.postgres import types
from psycopg.pq import Format

_HEADER = Struct("!iiIii").pack
_LENGTH = Struct("!i").pack
_BIGINT = Struct("!iq").pack
_UUID_LENGTH = _LENGTH(16)


class BinaryArray(bytes):
    """The wire format of a one-dimensional array without nulls."""

    element: ClassVar[str]

    @classmethod
    def of(cls, encoded: Iterable[bytes], count: int) -> BinaryArray:
        """Each element with its length before it. An empty array has no dimension."""
        dimensions = 1 if count else 0
        header = _HEADER(dimensions, 0, types[cls.element].oid, count, 1)
        return cls(b"".join((header, *encoded)) if count else header[:12])


class UuidArray(BinaryArray):
    element = "uuid"


class BigintArray(BinaryArray):
    element = "int8"


class TextArray(BinaryArray):
    element = "text"


class ByteaArray(BinaryArray):
    element = "bytea"


def columns(events: Sequence[StoredEvent]) -> tuple[BinaryArray, ...]:
    """Ids, versions, topics and states of the events, each column as one array."""
    count = len(events)
    ids = [_UUID_LENGTH + each.originator_id.bytes for each in events]  # type: ignore[union-attr]
    versions = [_BIGINT(8, each.originator_version) for each in events]
    topics = [_text(each.topic) for each in events]
    states = [part for each in events for part in (_LENGTH(len(each.state)), each.state)]
    return (
        UuidArray.of(ids, count),
        BigintArray.of(versions, count),
        TextArray.of(topics, count),
        ByteaArray.of(states, count),
    )


@lru_cache(maxsize=1024)
def _text(text: str) -> bytes:
    encoded = text.encode()
    return _LENGTH(len(encoded)) + encoded


class _ArrayDumper(Dumper):
    format = Format.BINARY

    def dump(self, obj: BinaryArray) -> Buffer:
        return obj


for _kind in (UuidArray, BigintArray, TextArray, ByteaArray):
    _dumper = type(
        f"{_kind.__name__}Dumper", (_ArrayDumper,), {"oid": types[_kind.element].array_oid}
    )
    psycopg.adapters.register_dumper(_kind, _dumper)
