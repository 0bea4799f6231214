from __future__ import annotations

import pytest
from kafka import KafkaProducer

from tests.ingest.consumer.harness import Bench, numbered
from tests.support.kafka_choice import TestBroker
from tests.support.polling import eventually


@pytest.mark.kafka_only
def test_a_killed_broker_that_comes_back_costs_nothing(own_broker: TestBroker) -> None:
    bench = Bench(own_broker, partitions=2)
    bench.produce(numbered(0, 100))
    with bench.working():
        eventually(lambda: len(bench.intake.records) == 100, what="the first records")
        own_broker.kill()
        own_broker.start()
        bench.produce(numbered(100, 200))
        eventually(lambda: len(bench.intake.records) == 200, what="all records", within=60)
    assert sorted(map(str, bench.intake.values())) == sorted(map(str, numbered(0, 200)))


def test_a_memory_broker_that_was_restarted_holds_other_topics(own_broker: TestBroker) -> None:
    """Whoever loses its data gives the topic another id, as the embedded broker does."""
    bench = Bench(own_broker, partitions=1)
    bench.produce(numbered(0, 20))
    with bench.working():
        eventually(lambda: len(bench.intake.records) == 20, what="the first records")
        own_broker.topics.delete(bench.topic.name)
        own_broker.restart()
        bench.topic = own_broker.topics.create(bench.topic.name, partitions=1)
        bench.produce(numbered(20, 40))
        eventually(lambda: len(bench.intake.records) == 40, what="all records", within=60)
    assert bench.intake.values() == numbered(0, 40)


def test_a_worker_waits_for_a_broker_that_is_not_there_yet(own_broker: TestBroker) -> None:
    bench = Bench(own_broker, partitions=1)
    own_broker.stop()
    with bench.working() as worker:
        eventually(lambda: worker.status and worker.status.state == "waiting", what="waiting")
        own_broker.start()
        if own_broker.kind == "tansu":
            bench.topic = own_broker.topics.create(bench.topic.name, partitions=1)
        bench.produce([b"late"])
        eventually(lambda: bench.intake.values() == [b"late"], what="the record", within=60)


@pytest.mark.kafka_only
def test_markers_and_aborted_records_are_never_seen(broker: TestBroker) -> None:
    bench = Bench(broker, partitions=1)
    producer = KafkaProducer(**bench.connection, transactional_id=bench.group)
    producer.init_transactions()
    for number, commit in enumerate((True, False, True)):
        producer.begin_transaction()
        for value in numbered(10 * number, 10 * number + 5):
            producer.send(bench.topic.name, value)
        producer.flush()
        producer.commit_transaction() if commit else producer.abort_transaction()
    producer.close()
    with bench.working() as worker:
        eventually(lambda: len(bench.intake.records) == 10, what="the committed records")
        eventually(
            lambda: worker.status and [p.lag_records for p in worker.status.partitions] == [0],
            what="no lag, though the log ends with a marker",
        )
    assert bench.intake.values() == numbered(0, 5) + numbered(20, 25)
    assert [each.offset for each in bench.intake.records] == [*range(5), *range(12, 17)]
