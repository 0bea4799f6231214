from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest
from kafka import KafkaAdminClient, TopicPartition

from application.ledger import Acceptance
from tests.ingest.consumer.harness import Bench, now, numbered
from tests.support.kafka_choice import TestBroker
from tests.support.polling import eventually

pytestmark = pytest.mark.kafka_only


def expire(bench: Bench, partition: int, before: int) -> None:
    """What retention does, at once."""
    with closing(KafkaAdminClient(**bench.connection)) as admin:
        admin.delete_records({TopicPartition(bench.topic.name, partition): before})


def test_retention_that_overtook_us_stops_that_partition_only(broker: TestBroker) -> None:
    bench = Bench(broker, partitions=2)
    bench.stand_at(0, 10)
    bench.stand_at(1, 0)
    bench.produce(numbered(0, 100), partition=0)
    bench.produce(numbered(100, 150), partition=1)
    expire(bench, 0, 60)
    with bench.working() as worker:
        eventually(lambda: bench.ledger.stops(), what="the stop")
        eventually(lambda: bench.intake.values() == numbered(100, 150), what="the other partition")
        (stop,) = bench.ledger.stops()
        assert (stop.partition, stop.missing_from, stop.missing_to) == (0, 10, 60)
        eventually(
            lambda: worker.status and [p.stopped for p in worker.status.partitions] == [
                "retention removed records before their turn",
                None,
            ],
            what="the reason in the status",
        )  # fmt: skip
        bench.ledger.accept_loss(bench.topic.id, 0, Acceptance("op", "test", now()))
        eventually(lambda: bench.next_offset(0) == 100, what="the rest")
    assert bench.intake.values() == numbered(100, 150) + numbered(60, 100)
    assert [loss.records for loss in bench.ledger.losses()] == [50]


def test_retention_that_overtakes_a_running_worker_stops_the_partition(broker: TestBroker) -> None:
    bench = Bench(broker, partitions=1)
    bench.produce(numbered(0, 10))
    with bench.working() as worker:
        eventually(lambda: bench.next_offset(0) == 10, what="ten records")
        worker.end()
    bench.produce(numbered(10, 30))
    expire(bench, 0, 20)
    with bench.working():
        eventually(lambda: bench.ledger.stops(), what="the stop")
    (stop,) = bench.ledger.stops()
    assert (stop.missing_from, stop.missing_to) == (10, 20)


def test_a_stop_outlives_the_worker(broker: TestBroker) -> None:
    bench = Bench(broker, partitions=1)
    bench.stand_at(0, 0)
    bench.produce(numbered(0, 10))
    expire(bench, 0, 5)
    with bench.working():
        eventually(lambda: bench.ledger.stops(), what="the stop")
    with bench.working() as second:
        eventually(
            lambda: second.status and second.status.partitions and
            second.status.partitions[0].stopped,
            what="the stop in the second worker's status",
        )  # fmt: skip
    assert not bench.intake.records


def test_a_partition_nobody_ever_read_loses_nothing_to_retention(broker: TestBroker) -> None:
    bench = Bench(broker, partitions=1)
    bench.produce(numbered(0, 10))
    expire(bench, 0, 5)
    with bench.working():
        eventually(lambda: bench.next_offset(0) == 10, what="the end")
    assert bench.intake.values() == numbered(5, 10)
    assert not bench.ledger.stops()


def test_a_log_that_ends_before_our_position_stops_and_is_read_on_from_its_end(
    broker: TestBroker,
) -> None:
    bench = Bench(broker, partitions=1)
    bench.produce(numbered(0, 30))
    bench.stand_at(0, 50)
    with bench.working():
        eventually(lambda: bench.ledger.stops(), what="the stop")
        (stop,) = bench.ledger.stops()
        assert (stop.missing_from, stop.missing_to) == (30, 50)
        bench.ledger.accept_loss(bench.topic.id, 0, Acceptance("op", "test", now()))
        bench.produce(numbered(30, 40))
        eventually(lambda: bench.next_offset(0) == 40, what="the new records")
    assert bench.intake.values() == numbered(30, 40)
    position = bench.ledger.position(bench.topic.id, 0)
    assert position is not None
    assert position.rewound == 20


def test_unreadable_bytes_stop_their_partition_and_name_the_range(
    own_broker: TestBroker, tmp_path: Path
) -> None:
    bench = Bench(own_broker, partitions=2)
    for first in (0, 10, 20):
        bench.produce(numbered(first, first + 10), partition=0)
    own_broker.stop()
    log = tmp_path / "broker" / "data" / f"{bench.topic.name}-0" / f"{0:020}.log"
    content = bytearray(log.read_bytes())
    second_batch = 12 + int.from_bytes(content[8:12], "big")
    third_batch = second_batch + 12 + int.from_bytes(content[second_batch + 8 :][:4], "big")
    content[third_batch - 3] ^= 0xFF
    log.write_bytes(content)
    own_broker.start()
    bench.produce(numbered(50, 60), partition=1)
    with bench.working():
        eventually(lambda: bench.ledger.stops(), what="the stop")
        (stop,) = bench.ledger.stops()
        assert (stop.partition, stop.missing_from, stop.missing_to) == (0, 10, 20)
        assert stop.reason.startswith("unreadable: ")
        eventually(lambda: bench.next_offset(1) == 10, what="the other partition")
        bench.ledger.accept_loss(bench.topic.id, 0, Acceptance("op", "test", now()))
        eventually(lambda: bench.next_offset(0) == 30, what="the end")
    assert sorted(map(str, bench.intake.values())) == sorted(
        map(str, numbered(0, 10) + numbered(20, 30) + numbered(50, 60))
    )


def test_the_very_first_records_may_be_unreadable_and_given_up(
    own_broker: TestBroker, tmp_path: Path
) -> None:
    bench = Bench(own_broker, partitions=1)
    for first in (0, 10):
        bench.produce(numbered(first, first + 10), partition=0)
    own_broker.stop()
    log = tmp_path / "broker" / "data" / f"{bench.topic.name}-0" / f"{0:020}.log"
    content = bytearray(log.read_bytes())
    second_batch = 12 + int.from_bytes(content[8:12], "big")
    content[second_batch - 3] ^= 0xFF
    log.write_bytes(content)
    own_broker.start()
    with bench.working():
        eventually(lambda: bench.ledger.stops(), what="the stop")
        assert bench.ledger.position(bench.topic.id, 0) is None
        bench.ledger.accept_loss(bench.topic.id, 0, Acceptance("op", "test", now()))
        eventually(lambda: bench.next_offset(0) == 20, what="the end")
    assert bench.intake.values() == numbered(10, 20)
    position = bench.ledger.position(bench.topic.id, 0)
    assert position is not None
    assert (position.first_offset, position.records) == (0, 20)
