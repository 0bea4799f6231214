"""Signs of life: each process of a role writes one row, which `status` and `health` read."""

from __future__ import annotations

import logging
import os
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

import msgspec
from sqlalchemy import Column, DateTime, Engine, MetaData, Table, Text, delete, func, select
from sqlalchemy.dialects.postgresql import JSONB, insert
from sqlalchemy.exc import SQLAlchemyError

logger = logging.getLogger("caseledger.roles")

EVERY = timedelta(seconds=5)
FORGOTTEN_AFTER = timedelta(days=1)

metadata = MetaData()

HEARTBEATS = Table(
    "role_heartbeats",
    metadata,
    Column("role", Text, primary_key=True),
    Column("worker", Text, primary_key=True),
    Column("started_at", DateTime(timezone=True), nullable=False),
    Column("beat_at", DateTime(timezone=True), nullable=False),
    Column("state", Text, nullable=False),
    Column("status", JSONB, nullable=False),
)
"""`worker` is `host:process id`. Instants are the database's, so hosts need not agree on time."""

AGE = func.extract("epoch", func.now() - HEARTBEATS.c.beat_at)


class Heartbeat(msgspec.Struct, frozen=True):
    """`age` in seconds; `status` is what the role tells of itself."""

    role: str
    worker: str
    started_at: datetime
    beat_at: datetime
    age: float
    state: str
    status: dict[str, Any]

    @property
    def host(self) -> str:
        return self.worker.rpartition(":")[0]

    @property
    def pid(self) -> int:
        return int(self.worker.rpartition(":")[2])


Told = tuple[str, Any]
"""The state in one word, and the status as a struct or builtins."""


class Heart:
    """Beats for this process. A database that is away is no reason to stop working."""

    def __init__(self, engine: Engine, role: str) -> None:
        self._engine = engine
        self._role = role
        self._worker = f"{this_host()}:{os.getpid()}"

    def beat(self, state: str, status: Any) -> None:
        row = {
            "role": self._role,
            "worker": self._worker,
            "started_at": func.now(),
            "beat_at": func.now(),
            "state": state,
            "status": msgspec.to_builtins(status, str_keys=True),
        }
        statement = insert(HEARTBEATS).values(row)
        changed = {name: statement.excluded[name] for name in ("beat_at", "state", "status")}
        try:
            with self._engine.begin() as connection:
                connection.execute(
                    statement.on_conflict_do_update(index_elements=["role", "worker"], set_=changed)
                )
        except SQLAlchemyError as away:
            logger.warning("no sign of life could be given: %s", type(away).__name__)

    def begin(self) -> None:
        """Forget processes that have been silent for long, and one before us of the same name."""
        old = HEARTBEATS.c.beat_at < func.now() - FORGOTTEN_AFTER
        mine = (HEARTBEATS.c.role == self._role) & (HEARTBEATS.c.worker == self._worker)
        with self._engine.begin() as connection:
            connection.execute(delete(HEARTBEATS).where(old | mine))
        self.beat("starting", {})

    @contextmanager
    def beating(self, tell: Callable[[], Told]) -> Iterator[None]:
        """Beat from a thread beside the work, until the work ends."""
        ended = threading.Event()
        thread = threading.Thread(target=self._beat_until, args=(ended, tell), daemon=True)
        thread.start()
        try:
            yield
        finally:
            ended.set()
            thread.join()

    def _beat_until(self, ended: threading.Event, tell: Callable[[], Told]) -> None:
        while True:
            try:
                state, status = tell()
            except SQLAlchemyError as away:
                logger.warning("no sign of life could be given: %s", type(away).__name__)
            else:
                self.beat(state, status)
            if ended.wait(EVERY.total_seconds()):
                return


def heartbeats(engine: Engine) -> list[Heartbeat]:
    statement = select(HEARTBEATS, AGE.label("age")).order_by(
        HEARTBEATS.c.role, HEARTBEATS.c.worker
    )
    with engine.connect() as connection:
        rows = connection.execute(statement).mappings()
        return [Heartbeat(**{**row, "age": float(row["age"])}) for row in rows]


def this_host() -> str:
    return socket.gethostname()
