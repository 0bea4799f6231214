"""What a worker tells when it is done, and how it comes to know."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable, Sequence

import msgspec
import psutil
import psycopg

from application.intake.intake import Taken
from application.intake.records import Record
from application.meanwhile import NOTHING, Meanwhile
from ingest.consumer.session import Takes

MEGABYTE = 1024 * 1024
SAMPLES = 10


class Measured(msgspec.Struct, frozen=True):
    """CPU in microseconds a message: ours, and that of PostgreSQL's processes that work for us.

    `memory` is resident megabytes after each tenth of the messages.
    """

    messages: int
    seconds: float
    cpu: float
    database_cpu: float
    memory: list[float]
    outcomes: dict[str, int]

    @property
    def rate(self) -> float:
        return self.messages / self.seconds


class Meter:
    """Passes every batch on to the intake; after `wanted` messages it tells and ends the process.

    The clock starts when the first batch is handed over, so joining the group is not counted.
    """

    def __init__(self, intake: Takes, database: str, wanted: int) -> None:
        self._intake = intake
        self._wanted = wanted
        self._backends = backends_cpu(database)
        self._begun: tuple[float, float, float] | None = None
        self._done = 0
        self._outcomes: dict[str, int] = {}
        self._memory: list[float] = []

    def take(self, records: Sequence[Record], meanwhile: Meanwhile = NOTHING) -> Taken:
        if self._begun is None:
            self._begun = self._look()
        taken = self._intake.take(records, meanwhile)
        self._done += taken.outcomes.total()
        for outcome, count in taken.outcomes.items():
            self._outcomes[outcome] = self._outcomes.get(outcome, 0) + count
        if self._done * SAMPLES >= self._wanted * (len(self._memory) + 1):
            self._memory.append(psutil.Process().memory_info().rss / MEGABYTE)
        if self._done >= self._wanted:
            self._tell()
        return taken

    def read_ahead(self, records: Sequence[Record]) -> Meanwhile:
        return self._intake.read_ahead(records)

    def forget(self) -> None:
        self._intake.forget()

    def _tell(self) -> None:
        assert self._begun is not None
        seconds, cpu, database = (
            now - then for now, then in zip(self._look(), self._begun, strict=True)
        )
        each = 1e6 / self._done
        told = Measured(
            self._done, seconds, cpu * each, database * each, self._memory, self._outcomes
        )
        sys.stdout.write(msgspec.json.encode(told).decode() + "\n")
        sys.stdout.flush()
        self._wanted = sys.maxsize
        os.kill(os.getpid(), signal.SIGTERM)

    def _look(self) -> tuple[float, float, float]:
        return time.perf_counter(), time.process_time(), self._backends()


def backends_cpu(database: str) -> Callable[[], float]:
    """CPU seconds that the server's processes used for connections to this database so far.

    0.0 where the server runs on another machine or hides its processes.
    """
    connection = psycopg.connect(database, autocommit=True)
    query = (
        "SELECT pid FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )

    def used() -> float:
        total = 0.0
        for (pid,) in connection.execute(query):
            try:
                spent = psutil.Process(pid).cpu_times()
            except psutil.Error:
                return 0.0
            total += spent.user + spent.system
        return total

    return used
