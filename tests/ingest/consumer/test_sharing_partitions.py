from __future__ import annotations

import threading
from collections.abc import Sequence

from application.intake.records import Record
from tests.ingest.consumer.harness import Bench, KeepingIntake, numbered
from tests.support.kafka_choice import TestBroker
from tests.support.polling import eventually


def test_two_workers_share_and_take_each_record_once(broker: TestBroker) -> None:
    bench = Bench(broker, partitions=4)
    other = KeepingIntake(bench.ledger)
    with bench.working() as one, bench.working(intake=other) as two:
        eventually(lambda: len(one.assigned()) == len(two.assigned()) == 2, what="two halves")
        bench.produce(numbered(0, 400))
        eventually(
            lambda: len(bench.intake.records) + len(other.records) == 400, what="all records"
        )
    assert bench.intake.records
    assert other.records
    assert len({*bench.intake.values(), *other.values()}) == 400


def test_a_worker_that_leaves_hands_over(broker: TestBroker) -> None:
    bench = Bench(broker, partitions=2)
    other = KeepingIntake(bench.ledger)
    with bench.working(intake=other) as second:
        with bench.working() as first:
            eventually(lambda: len(first.assigned()) == 1, what="a share for the first")
            bench.produce(numbered(0, 50))
            eventually(
                lambda: len(bench.intake.records) + len(other.records) == 50, what="50 records"
            )
        assert first.exit_code == 0
        bench.produce(numbered(50, 100))
        eventually(lambda: len(second.assigned()) == 2, what="both partitions")
        eventually(
            lambda: len(bench.intake.records) + len(other.records) == 100, what="all records"
        )
    assert len({*bench.intake.values(), *other.values()}) == 100


def test_what_a_rebalance_moves_in_mid_batch_is_taken_once(broker: TestBroker) -> None:
    bench = Bench(broker, partitions=2)
    bench.produce(numbered(0, 100))
    other = KeepingIntake(bench.ledger)
    reached, may_go_on = threading.Event(), threading.Event()

    def hang_once(_: Sequence[Record]) -> None:
        reached.set()
        assert may_go_on.wait(30)

    bench.intake.before = hang_once
    with bench.working():
        assert reached.wait(30)
        with bench.working(intake=other) as second:
            may_go_on.set()
            eventually(lambda: len(second.assigned()) == 1, what="a share for the second")
            bench.produce(numbered(100, 200))
            eventually(
                lambda: len(bench.intake.records) + len(other.records) == 200, what="all records"
            )
    taken = [*bench.intake.values(), *other.values()]
    assert sorted(map(str, taken)) == sorted(map(str, numbered(0, 200)))


def test_a_zombies_late_batch_is_dropped_whole(broker: TestBroker) -> None:
    bench = Bench(broker, partitions=1)
    bench.produce(numbered(0, 20))
    overtaken = threading.Event()

    def somebody_else_takes_ten(records: Sequence[Record]) -> None:
        if not overtaken.is_set():
            overtaken.set()
            KeepingIntake(bench.ledger).take(records[:10])

    bench.intake.before = somebody_else_takes_ten
    with bench.working() as worker:
        eventually(lambda: bench.next_offset(0) == 20, what="the end")
        assert "StalePosition" in str(worker.status and worker.status.last_error)
    assert bench.intake.values() == numbered(10, 20)
