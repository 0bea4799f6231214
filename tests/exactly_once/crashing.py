"""A recorder that dies like a process whose power is cut, at a boundary of a transaction."""

from __future__ import annotations

import os
import signal
from collections.abc import Sequence
from typing import Any, ClassVar

from eventsourcing.persistence import StoredEvent
from psycopg import Cursor

from application.beside import Beside, Committed
from application.meanwhile import NOTHING, Meanwhile
from application.postgres.recorder import LedgerRecorder

BOUNDARIES = ("before the insert", "ahead of the batch", "after the insert", "after the commit")
TOPIC = "tests.exactly_once.crashing:CrashingRecorder"


class CrashingRecorder(LedgerRecorder):
    boundary: ClassVar[str] = ""
    batches_left: ClassVar[int] = 0

    def commit(
        self, stored_events: Sequence[StoredEvent], beside: Beside, meanwhile: Meanwhile = NOTHING
    ) -> Committed:
        type(self).batches_left -= 1
        committed = super().commit(stored_events, beside, self._dying(meanwhile))
        self._die_if("after the commit")
        return committed

    def _dying(self, meanwhile: Meanwhile) -> Meanwhile:
        """With the next batch polled, and this one on its way."""
        for step in meanwhile:
            self._die_if("ahead of the batch")
            yield step

    def _insert_rows(self, curs: Cursor[Any], events: Sequence[StoredEvent]) -> int:
        self._die_if("before the insert")
        last = super()._insert_rows(curs, events)
        self._die_if("after the insert")
        return last

    def _die_if(self, reached: str) -> None:
        if self.boundary == reached and self.batches_left <= 0:
            os.kill(os.getpid(), signal.SIGKILL)
