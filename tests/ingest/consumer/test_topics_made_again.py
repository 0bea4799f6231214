from __future__ import annotations

import threading
from collections.abc import Sequence

from application.intake.records import Record
from tests.ingest.consumer.harness import Bench, numbered
from tests.support.kafka_choice import TestBroker
from tests.support.polling import eventually


def make_again(bench: Bench) -> None:
    bench.broker.topics.delete(bench.topic.name)
    bench.topic = bench.broker.topics.create(bench.topic.name, partitions=bench.topic.partitions)


def test_a_topic_made_again_while_we_read_is_read_from_its_beginning(broker: TestBroker) -> None:
    bench = Bench(broker, partitions=2)
    bench.produce(numbered(0, 100))
    before = bench.topic.id
    with bench.working() as worker:
        eventually(lambda: len(bench.intake.records) == 100, what="the first topic's records")
        make_again(bench)
        bench.produce(numbered(100, 110))
        eventually(lambda: len(bench.intake.records) == 110, what="the second topic's records")
        assert worker.status is not None
        assert worker.status.rebuilds >= 1
    assert [each.topic_id for each in bench.intake.records] == [before] * 100 + [
        bench.topic.id
    ] * 10


def test_a_topic_made_again_while_nobody_reads_is_read_from_its_beginning(
    broker: TestBroker,
) -> None:
    bench = Bench(broker, partitions=1)
    bench.produce(numbered(0, 50))
    with bench.working():
        eventually(lambda: len(bench.intake.records) == 50, what="the first topic's records")
    make_again(bench)
    bench.produce(numbered(50, 150))
    with bench.working():
        eventually(lambda: len(bench.intake.records) == 150, what="the second topic's records")
    assert bench.intake.values() == numbered(0, 150)


def test_as_many_records_under_the_same_name_are_not_taken_for_the_old_ones(
    broker: TestBroker,
) -> None:
    """The position looks right, only the topic's id tells."""
    bench = Bench(broker, partitions=1)
    bench.produce(numbered(0, 50))
    with bench.working():
        eventually(lambda: len(bench.intake.records) == 50, what="the first topic's records")
        make_again(bench)
        bench.produce(numbered(50, 100))
        eventually(lambda: len(bench.intake.records) == 100, what="the second topic's records")
    assert bench.intake.values() == numbered(0, 100)


def test_a_batch_in_hand_of_a_replaced_topic_never_counts_for_the_new_one(
    broker: TestBroker,
) -> None:
    """It was polled from the first topic: it is taken under that topic's id or not at all."""
    bench = Bench(broker, partitions=1)
    bench.produce(numbered(0, 20))
    before = bench.topic.id
    once = threading.Event()

    def replace(_: Sequence[Record]) -> None:
        if not once.is_set():
            once.set()
            make_again(bench)
            bench.produce(numbered(20, 30))

    bench.intake.before = replace
    with bench.working():
        eventually(lambda: bench.next_offset(0) == 10, what="the second topic's records")
    of_new = [each.value for each in bench.intake.records if each.topic_id == bench.topic.id]
    assert of_new == numbered(20, 30)
    assert {each.topic_id for each in bench.intake.records} <= {before, bench.topic.id}
