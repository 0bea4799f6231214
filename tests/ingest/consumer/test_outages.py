from __future__ import annotations

import threading
from collections.abc import Sequence

import psycopg.errors
import pytest

from application.intake.faults import TooManyFaults
from application.intake.intake import Outage
from application.intake.records import Record
from ingest.failures import FAULT_EXIT_CODE
from tests.ingest.consumer.harness import Bench, KeepingIntake, numbered
from tests.support.kafka_choice import TestBroker
from tests.support.polling import eventually


class Trouble:
    """Makes an intake fail until it is over; remembers what was offered."""

    def __init__(self, error: Exception) -> None:
        self._error = error
        self.over = threading.Event()
        self.offered: list[list[bytes | None]] = []

    def __call__(self, records: Sequence[Record]) -> None:
        self.offered.append([each.value for each in records])
        if not self.over.is_set():
            raise self._error


def test_an_outage_keeps_the_batch_and_tries_it_again(broker: TestBroker) -> None:
    bench = Bench(broker, partitions=1)
    bench.produce(numbered(0, 10))
    bench.intake.before = trouble = Trouble(Outage("disk full"))
    with bench.working() as worker:
        eventually(lambda: len(trouble.offered) >= 3, what="three attempts")
        assert worker.status is not None
        assert worker.status.state == "waiting"
        bench.produce(numbered(10, 20))
        trouble.over.set()
        eventually(lambda: len(bench.intake.records) == 20, what="all records")
        eventually(lambda: worker.status and worker.status.state == "consuming", what="recovery")
    assert len({tuple(each) for each in trouble.offered[:3]}) == 1
    assert bench.intake.values() == numbered(0, 20)


def test_an_outage_does_not_cost_the_place_in_the_group(broker: TestBroker) -> None:
    bench = Bench(broker, partitions=2)
    other = KeepingIntake(bench.ledger)
    with bench.working() as first, bench.working(intake=other) as second:
        eventually(lambda: len(first.assigned()) == len(second.assigned()) == 1, what="halves")
        bench.intake.before = trouble = Trouble(Outage("read-only"))
        bench.produce(numbered(0, 40))
        eventually(lambda: len(trouble.offered) >= 3, what="three attempts")
        assert len(second.assigned()) == 1
        trouble.over.set()
        eventually(lambda: len(bench.intake.records) + len(other.records) == 40, what="all")
        assert second.status is not None
        assert second.status.rebuilds == 0


def test_an_outage_while_partitions_are_placed_is_waited_for(broker: TestBroker) -> None:
    bench = Bench(broker, partitions=1)
    bench.produce(numbered(0, 5))
    away = threading.Event()
    away.set()
    stops = bench.ledger.stops

    def stops_when_there() -> list[object]:
        if away.is_set():
            raise psycopg.errors.TooManyConnections("too many clients")
        return list(stops())

    bench.ledger.stops = stops_when_there  # type: ignore[assignment]
    with bench.working() as worker:
        eventually(lambda: worker.status and worker.status.state == "waiting", what="waiting")
        away.clear()
        eventually(lambda: bench.intake.values() == numbered(0, 5), what="the records")


def test_too_many_faults_end_the_worker_with_an_exit_code(broker: TestBroker) -> None:
    bench = Bench(broker, partitions=1)
    bench.produce(numbered(0, 5))
    bench.intake.before = Trouble(TooManyFaults(20, "KeyError"))
    with bench.working() as worker:
        worker.wait()
    assert worker.exit_code == FAULT_EXIT_CODE
    assert not bench.intake.records


def test_a_fault_that_no_record_explains_ends_the_worker_after_some_attempts(
    broker: TestBroker,
) -> None:
    bench = Bench(broker, partitions=1)
    bench.produce(numbered(0, 5))
    bench.intake.before = trouble = Trouble(TypeError("our mistake"))
    with bench.working() as worker:
        worker.wait()
    assert worker.exit_code == FAULT_EXIT_CODE
    assert len(trouble.offered) == 3


@pytest.mark.parametrize("seconds", [0])
def test_stopping_during_an_outage_does_not_wait_for_its_end(
    broker: TestBroker, seconds: int
) -> None:
    bench = Bench(broker, partitions=1)
    bench.produce(numbered(0, 5))
    bench.intake.before = trouble = Trouble(Outage("disk full"))
    with bench.working() as worker:
        eventually(lambda: trouble.offered, what="an attempt")
    assert worker.exit_code == seconds
