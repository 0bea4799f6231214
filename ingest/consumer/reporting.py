"""Counts what a worker does and tells it, at intervals and whenever its state changes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import msgspec

from application.ledger import Ledger
from ingest.consumer.assignment import Assignment
from ingest.consumer.bus import Bus, End, Partition
from ingest.consumer.status import PartitionStatus, WorkerStatus
from ingest.failures import BusAwayError

Report = Callable[[WorkerStatus], None]


class Reporter:
    def __init__(self, report: Report, every: timedelta, clock: Callable[[], datetime]) -> None:
        self._report = report
        self._every = every
        self._clock = clock
        self.status = WorkerStatus(state="joining", at=clock())

    def took(self, size: int, seconds: float) -> None:
        before = self.status
        self.status = msgspec.structs.replace(
            before,
            batches=before.batches + 1,
            records=before.records + size,
            last_batch_size=size,
            last_batch_seconds=seconds,
            last_batch_at=self._clock(),
        )

    def failed(self, error: Exception, *, stalled: bool = False) -> None:
        self.status = msgspec.structs.replace(
            self.status,
            last_error=f"{type(error).__name__}: {error}",
            last_error_at=self._clock(),
            stalls=self.status.stalls + stalled,
        )

    def rebuilt(self) -> None:
        self.status = msgspec.structs.replace(self.status, rebuilds=self.status.rebuilds + 1)

    def tell(self, state: str) -> None:
        """Without partitions: nobody was, or can be, asked."""
        self.status = msgspec.structs.replace(
            self.status, state=state, at=self._clock(), partitions=()
        )
        self._report(self.status)

    def is_due(self) -> bool:
        return self.status.state != "consuming" or self._clock() - self.status.at >= self._every

    def tell_when_due(self, assignment: Assignment, bus: Bus, ledger: Ledger) -> None:
        if not self.is_due():
            return
        now = self._clock()
        _, held_keys = ledger.holds()
        self.status = msgspec.structs.replace(
            self.status,
            state="consuming",
            at=now,
            partitions=tuple(_partitions(assignment, bus, now)),
            held_keys=len(held_keys),
        )
        self._report(self.status)


def _partitions(assignment: Assignment, bus: Bus, now: datetime) -> list[PartitionStatus]:
    partitions = assignment.partitions()
    try:
        ends = bus.ends(partitions) if partitions else {}
    except BusAwayError:
        ends = {}
    return [_partition(each, assignment, bus, ends.get(each), now) for each in partitions]


def _partition(
    partition: Partition, assignment: Assignment, bus: Bus, end: End | None, now: datetime
) -> PartitionStatus:
    stored = assignment.stored(partition)
    stop = assignment.stopped.get(partition)
    next_offset = stored.next_offset if stored else None
    reached = bus.position(partition) if partition in assignment.active else next_offset
    lag = end.offset - reached if end and end.exact and reached is not None else None
    waiting_since = stored.broker_time if stored else None
    return PartitionStatus(
        topic=partition.topic,
        topic_id=bus.topic_id(partition.topic),
        partition=partition.number,
        next_offset=next_offset,
        lag_records=lag,
        lag_seconds=_age(lag, waiting_since, now),
        stopped=stop.reason if stop else None,
    )


def _age(lag: int | None, waiting_since: datetime | None, now: datetime) -> float | None:
    """At most this old is the oldest record not yet taken."""
    if lag == 0:
        return 0.0
    if lag is None or waiting_since is None:
        return None
    return max(0.0, (now - waiting_since).total_seconds())
