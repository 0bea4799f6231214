"""Waits for new events: the database's notification is a hint, the deadline is the promise."""

from __future__ import annotations

import logging
import time
from threading import Event
from typing import Any

from sqlalchemy import Engine

from projections.paging import OUTAGES, describe

CHANNEL = "caseledger_events"

logger = logging.getLogger("caseledger.projections")


class Listener:
    """Listens on a connection of its own; where that fails, it is a plain pause."""

    def __init__(self, engine: Engine, stop: Event) -> None:
        self._engine = engine
        self._stop = stop
        self._connection: Any = None

    def wait(self, seconds: float) -> None:
        try:
            self._listen(time.monotonic() + seconds)
        except (*OUTAGES, self._engine.dialect.loaded_dbapi.Error) as lost:
            logger.warning("not listening: %s", describe(lost))
            self.close()
            self._stop.wait(seconds)

    def close(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()

    def _listen(self, deadline: float) -> None:
        """In short turns, so that a stop is noticed. What was written before we listened is not
        told any more: the caller looks once again."""
        if self._connection is None:
            self._connection = self._open()
            return
        while not self._stop.is_set() and (left := deadline - time.monotonic()) > 0:
            for _ in self._connection.notifies(timeout=min(left, 0.1), stop_after=1):
                return

    def _open(self) -> Any:
        """Out of the pool for good: a listening connection is fit for nothing else."""
        pooled = self._engine.raw_connection()
        connection = pooled.driver_connection
        pooled.detach()
        assert connection is not None
        connection.autocommit = True
        connection.execute(f"LISTEN {CHANNEL}")
        return connection
