from __future__ import annotations

from contextlib import closing

import pytest
from kafka import KafkaAdminClient, TopicPartition

from tests.ingest.consumer.harness import Bench, now, numbered
from tests.support.kafka_choice import TestBroker
from tests.support.polling import eventually


def test_a_partition_nobody_read_is_read_from_its_first_record(broker: TestBroker) -> None:
    bench = Bench(broker)
    bench.produce(numbered(0, 300))
    with bench.working():
        eventually(lambda: len(bench.intake.records) == 300, what="all records")
    assert sorted(bench.intake.values()) == sorted(numbered(0, 300))  # type: ignore[type-var]


def test_a_record_arrives_whole_and_knows_its_place(broker: TestBroker) -> None:
    bench = Bench(broker, partitions=1)
    bench.produce([b"\xff\x00 not text"])
    with bench.working():
        eventually(lambda: bench.intake.records, what="the record")
    (record,) = bench.intake.records
    assert (record.topic, record.topic_id) == (bench.topic.name, bench.topic.id)
    assert (record.partition, record.offset) == (0, 0)
    assert record.value == b"\xff\x00 not text"
    assert record.key is None
    assert abs((now() - record.broker_time).total_seconds()) < 60


def test_reading_begins_at_the_stored_position_whatever_kafka_believes(
    broker: TestBroker,
) -> None:
    bench = Bench(broker, partitions=1)
    bench.produce(numbered(0, 100))
    with bench.working():
        eventually(lambda: len(bench.intake.records) == 100, what="all records")
    bench.begin_with_nothing()
    bench.stand_at(0, 40)
    with bench.working():
        eventually(lambda: len(bench.intake.records) == 60, what="the records from 40 on")
    assert bench.intake.values() == numbered(40, 100)


def test_lag_monitors_are_told_how_far_we_are(broker: TestBroker) -> None:
    bench = Bench(broker, partitions=1)
    bench.produce(numbered(0, 10))
    place = TopicPartition(bench.topic.name, 0)

    def committed() -> int | None:
        with closing(KafkaAdminClient(**bench.connection)) as admin:
            offsets = admin.list_group_offsets([bench.group])
        found = offsets[bench.group].get(place)
        return found.offset if found else None

    with bench.working():
        eventually(lambda: committed() == 10, what="the committed offset")


def test_a_missing_topic_is_waited_for(broker: TestBroker) -> None:
    bench = Bench(broker, partitions=1)
    broker.topics.delete(bench.topic.name)
    with bench.working() as worker:
        eventually(lambda: worker.status and worker.status.last_error, what="the complaint")
        assert worker.status is not None
        assert f"there is no topic {bench.topic.name}" in str(worker.status.last_error)
        bench.broker.topics.create(bench.topic.name, partitions=1)
        bench.produce([b"late"])
        eventually(lambda: bench.intake.values() == [b"late"], what="the record")


@pytest.mark.kafka_only
def test_nothing_is_behind_is_told_as_no_lag(broker: TestBroker) -> None:
    bench = Bench(broker, partitions=2)
    bench.produce(numbered(0, 10), partition=0)
    with bench.working() as worker:
        eventually(lambda: len(bench.intake.records) == 10, what="all records")
        eventually(
            lambda: worker.status and [p.lag_records for p in worker.status.partitions] == [0, 0],
            what="no lag",
        )
        assert worker.status is not None
        assert [p.lag_seconds for p in worker.status.partitions] == [0.0, 0.0]
