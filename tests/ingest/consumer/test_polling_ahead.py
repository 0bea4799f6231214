from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from datetime import timedelta
from threading import RLock

import pytest

from application.beside import StalePosition
from application.intake.intake import Outage, Taken
from application.intake.records import Record
from application.meanwhile import NOTHING, Meanwhile
from application.memory.ledger import MemoryLedger
from ingest.consumer.bus import Partition
from ingest.consumer.reporting import Reporter
from ingest.consumer.session import Session, Tuning
from ingest.consumer.worker import Worker
from ingest.failures import BusAwayError
from tests.ingest.consumer.harness import KeepingIntake, now
from tests.ingest.consumer.log_bus import LogBus

RARELY = timedelta(hours=1)
ZERO, ONE = Partition("channel", 0), Partition("channel", 1)


class Committing(KeepingIntake):
    """Does all that there is to do meanwhile, then what a test wants of a commit."""

    def __init__(self) -> None:
        super().__init__(MemoryLedger(RLock()))
        self.then: Callable[[], object] = lambda: None

    def take(self, records: Sequence[Record], meanwhile: Meanwhile = NOTHING) -> Taken:
        deque(meanwhile, maxlen=0)
        then, self.then = self.then, lambda: None
        then()
        return super().take(records)

    def offsets(self, partition: int) -> list[int]:
        return [each.offset for each in self.records if each.partition == partition]


class Here:
    """A session in the middle of its work: the first batch of ten was taken."""

    def __init__(self, *partitions: int, length: int = 40) -> None:
        self.bus = LogBus(*partitions, length=length)
        self.intake = Committing()
        self.tuning = Tuning(batch=10, heed_operators_every=RARELY, report_every=RARELY)
        self.reporter = Reporter(lambda _: None, RARELY, now)
        self.session = Session(
            self.bus, self.intake, self.intake.ledger, self.reporter, self.tuning, now
        )
        self.steps(2)
        assert len(self.intake.records) == 10

    def steps(self, count: int) -> None:
        for _ in range(count):
            self.session.step()


def fail(error: Exception) -> Callable[[], None]:
    def failing() -> None:
        raise error

    return failing


def test_the_next_poll_is_made_while_a_batch_is_committed() -> None:
    here = Here(0)
    before = here.bus.fetches
    here.steps(3)
    assert here.intake.offsets(0) == list(range(40))
    assert here.bus.fetches - before == 3


def test_monitors_are_told_what_was_taken_and_not_what_was_polled_ahead() -> None:
    here = Here(0)
    assert here.bus.positions[ZERO] == 20
    assert here.bus.told == {ZERO: 10}


def test_a_stale_batch_drops_what_was_polled_ahead_and_both_are_sought_again() -> None:
    here = Here(0)
    here.intake.then = fail(StalePosition("channel:0"))
    with pytest.raises(StalePosition):
        here.session.step()
    here.session.reread()
    here.steps(5)
    assert here.intake.offsets(0) == list(range(40))


def test_an_outage_keeps_what_was_polled_ahead_behind_the_batch() -> None:
    here = Here(0)
    here.intake.then = fail(Outage("disk full"))
    with pytest.raises(Outage):
        here.session.step()
    here.session.wait(timedelta())
    fetched = here.bus.positions[ZERO]
    here.steps(1)
    assert here.bus.positions[ZERO] == fetched, "a batch that is tried again grows no further"
    here.steps(2)
    assert here.intake.offsets(0) == list(range(40))


def test_a_partition_revoked_meanwhile_is_finished_and_nothing_ahead_of_it_is_taken() -> None:
    here = Here(0, 1)
    taken = len(here.intake.offsets(0))
    assert taken == 10
    here.intake.then = lambda: here.bus.take_away(ZERO)
    here.steps(1)
    assert here.intake.offsets(0) == list(range(20)), "the batch in flight"
    here.steps(6)
    assert here.intake.offsets(0) == list(range(20))
    assert here.intake.offsets(1) == list(range(40))


def test_a_partition_that_went_and_came_back_meanwhile_goes_on_where_it_was_stored() -> None:
    here = Here(0)

    def go_and_come_back() -> None:
        here.bus.take_away(ZERO)
        here.bus.give(ZERO)

    here.intake.then = go_and_come_back
    here.steps(6)
    assert here.intake.offsets(0) == list(range(40))


def test_a_failure_ahead_waits_until_the_batch_is_taken() -> None:
    here = Here(0)
    here.intake.then = lambda: setattr(here.bus, "fails", BusAwayError("no answer"))
    here.steps(1)
    assert here.intake.offsets(0) == list(range(20))
    with pytest.raises(BusAwayError):
        here.session.step()
    here.steps(4)
    assert here.intake.offsets(0) == list(range(40))


def test_a_worker_that_is_told_to_end_leaves_what_it_polled_ahead() -> None:
    bus, intake = LogBus(0, length=40), Committing()
    tuning = Tuning(batch=10, heed_operators_every=RARELY, report_every=RARELY)
    worker = Worker(lambda: bus, intake, intake.ledger, clock=now, tuning=tuning)
    intake.then = worker.stop
    assert worker.run() == 0
    assert intake.offsets(0) == list(range(10))
    again = Worker(lambda: LogBus(0, length=40), intake, intake.ledger, clock=now, tuning=tuning)
    intake.then = lambda: setattr(intake, "then", again.stop)
    assert again.run() == 0
    assert intake.offsets(0) == list(range(30))
