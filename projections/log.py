"""Reads the log from its table; how bytes become events is told by a function."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Column,
    Engine,
    LargeBinary,
    MetaData,
    Table,
    Text,
    Uuid,
    bindparam,
    func,
    select,
)

from domain.kernel import Cause, Recorded
from projections.placed import Placed, Unreadable

Decode = Callable[[str, UUID, int, bytes], Recorded[Any]]
"""Topic, stream id, version in the stream, stored bytes."""

EVENTS = Table(
    "caseledger_events",
    MetaData(),
    Column("originator_id", Uuid),
    Column("originator_version", BigInteger),
    Column("topic", Text),
    Column("state", LargeBinary),
    Column("notification_id", BigInteger),
)

PAGE = (
    select(EVENTS)
    .where(EVENTS.c.notification_id > bindparam("after"))
    .order_by(EVENTS.c.notification_id)
    .limit(bindparam("page"))
)
STREAM = (
    select(EVENTS)
    .where(EVENTS.c.originator_id == bindparam("stream"))
    .order_by(EVENTS.c.originator_version)
)
LAST = select(func.coalesce(func.max(EVENTS.c.notification_id), 0))

UNKNOWN = Cause("unknown", datetime.min.replace(tzinfo=UTC), "", "")


class EventLog:
    def __init__(self, engine: Engine, decode: Decode) -> None:
        self._engine = engine
        self._decode = decode

    def events(self, after: int = 0, limit: int = 1000) -> list[Placed[Any]]:
        with self._engine.connect() as connection:
            rows = connection.execute(PAGE, {"after": after, "page": limit}).all()
        return [self._placed(*row) for row in rows]

    def stream(self, stream_id: UUID) -> list[Placed[Any]]:
        with self._engine.connect() as connection:
            rows = connection.execute(STREAM, {"stream": stream_id}).all()
        return [self._placed(*row) for row in rows]

    def position(self) -> int:
        with self._engine.connect() as connection:
            return int(connection.execute(LAST).scalar_one())

    def _placed(
        self, id: UUID, version: int, topic: str, state: bytes, position: int
    ) -> Placed[Any]:
        try:
            return Placed(position, self._decode(topic, id, version, bytes(state)))
        except Exception as fault:
            # Only the views that need this event stop at it; the reader goes on.
            unreadable = Unreadable(topic, f"{type(fault).__name__}: {fault}")
            return Placed(position, Recorded(id, version, unreadable, UNKNOWN))
