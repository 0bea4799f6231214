"""One life of a client: poll, place, take, tell. Raises what went wrong; the worker decides."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Protocol

import msgspec

from application.intake.intake import Taken
from application.intake.records import Record
from application.ledger import Ledger
from application.meanwhile import NOTHING, Meanwhile
from ingest.consumer.ahead import Ahead
from ingest.consumer.assignment import Assignment
from ingest.consumer.bus import Bus, Partition, Polled
from ingest.consumer.reporting import Reporter
from ingest.consumer.watchdog import Watchdog
from ingest.failures import MissingRecordsError


class Takes(Protocol):
    """The intake as the worker needs it."""

    def take(self, records: Sequence[Record], meanwhile: Meanwhile = NOTHING) -> Taken: ...

    def read_ahead(self, records: Sequence[Record]) -> Meanwhile:
        """What can be done for records that are likely to be taken next."""

    def forget(self) -> None:
        """Trust no position in memory."""


class Tuning(msgspec.Struct, frozen=True):
    """`join_within` must leave time for a rebalance, which waits for members that died."""

    poll_for: timedelta = timedelta(milliseconds=500)
    batch: int = 1000
    heed_operators_every: timedelta = timedelta(seconds=2)
    report_every: timedelta = timedelta(seconds=5)
    stalled_after: timedelta = timedelta(seconds=60)
    join_within: timedelta = timedelta(seconds=60)


class Session:
    """Holds the batch in hand: polled, not yet committed. What was polled ahead joins it at the
    next step, as if it were polled then."""

    def __init__(
        self,
        bus: Bus,
        intake: Takes,
        ledger: Ledger,
        reporter: Reporter,
        tuning: Tuning,
        clock: Callable[[], datetime],
    ) -> None:
        self._bus = bus
        self._intake = intake
        self._ledger = ledger
        self._reporter = reporter
        self._tuning = tuning
        self._assignment = Assignment(bus, ledger, clock)
        self._watchdog = Watchdog(tuning.stalled_after, tuning.join_within, time.monotonic)
        self._ahead = Ahead(bus, tuning.batch, intake.read_ahead)
        self._batch: list[Record] = []
        self._waiting_until: float | None = None
        self._heeded_at = time.monotonic()

    def step(self) -> bool:
        """True when a batch was taken. While it waits, it only keeps its place in the group."""
        polled = self._poll()
        self._assignment.change(polled.lost, polled.gained)
        self._batch = [each for each in (*self._batch, *polled.records) if self._reads(each)]
        if self._waiting_until is not None and time.monotonic() < self._waiting_until:
            self._watchdog.calm()
            return False
        if self._assignment.place():
            self._intake.forget()
            self._watchdog.calm()
        took = self._take()
        self._go_on()
        self._look_around()
        return took

    def wait(self, span: timedelta) -> None:
        """Keep the batch, fetch nothing more, try again later."""
        self._assignment.pause()
        self._waiting_until = time.monotonic() + span.total_seconds()

    def reread(self) -> None:
        """Drop the batch and go back to the stored positions."""
        self._batch = []
        self._assignment.misplace(self._assignment.active)

    def stop_partition(self, missing: MissingRecordsError) -> None:
        self._assignment.stop(missing)

    def close(self) -> None:
        self._bus.close()

    def _poll(self) -> Polled:
        """After a failure nobody knows what the client handed over last: records in between would
        look like gaps of the log."""
        try:
            ahead = self._ahead.hand_over()
            return ahead or self._bus.poll(self._tuning.poll_for, self._tuning.batch)
        except MissingRecordsError:
            raise
        except Exception:
            self.reread()
            raise

    def _reads(self, record: Record) -> bool:
        return Partition(record.topic, record.partition) in self._assignment.active

    def _take(self) -> bool:
        if not self._batch:
            return False
        reached = self._reached()
        began = time.monotonic()
        self._intake.take(self._batch, self._meanwhile())
        self._reporter.took(len(self._batch), time.monotonic() - began)
        self._batch = []
        self._watchdog.calm()
        self._bus.commit(reached)
        return True

    def _reached(self) -> dict[Partition, int]:
        """Past markers too, so that a monitor shows no lag where there is none. Asked before
        anything is polled ahead."""
        places = {Partition(each.topic, each.partition) for each in self._batch}
        return {partition: self._bus.position(partition) for partition in places}

    def _meanwhile(self) -> Meanwhile:
        """Polls ahead, unless the same batch is tried again or positions are looked at after it."""
        quiet = self._waiting_until is not None or self._is_time_to_look_around()
        return NOTHING if quiet else self._ahead.steps()

    def _go_on(self) -> None:
        if self._waiting_until is not None:
            self._waiting_until = None
            self._assignment.resume()

    def _look_around(self) -> None:
        self._watchdog.look(self._bus, self._assignment.active)
        if self._ahead.fetched:
            return
        if self._is_time_to_heed():
            self._assignment.heed_operators()
            self._heeded_at = time.monotonic()
        self._reporter.tell_when_due(self._assignment, self._bus, self._ledger)

    def _is_time_to_look_around(self) -> bool:
        return self._is_time_to_heed() or self._reporter.is_due()

    def _is_time_to_heed(self) -> bool:
        since = time.monotonic() - self._heeded_at
        return since > self._tuning.heed_operators_every.total_seconds()
