from __future__ import annotations

from contextlib import closing

import pytest
from kafka import KafkaAdminClient, TopicPartition

from application.ledger import Acceptance
from ingest.publishing.deliver import connect
from tests.exactly_once.building import now
from tests.exactly_once.law import assert_law_holds
from tests.exactly_once.traffic import external_ids
from tests.exactly_once.world import World
from tests.support.polling import eventually

pytestmark = pytest.mark.kafka_only


def test_offsets_that_hold_no_records_are_gaps(world: World) -> None:
    """Aborted records are never seen; the markers of both transactions take offsets."""
    kept, aborted, more = (world.traffic.take(40) for _ in range(3))
    for sent, commit in ((kept, True), (aborted, False), (more, True)):
        with closing(world.producer(transactional_id=world.topic.name)) as producer:
            producer.init_transactions()
            producer.begin_transaction()
            for each in sent:
                world.send(producer, each)
            producer.flush()
            producer.commit_transaction() if commit else producer.abort_transaction()
    world.expected |= external_ids(kept + more)
    with world.working():
        world.until_taken(80)
        world.produce(world.traffic.take(20))
        world.until_taken(100)
    assert sum(each.gaps for each in world.store.ledger.positions()) > 40
    assert_law_holds(world)


def test_records_lost_to_retention_are_named_accepted_and_counted(world: World) -> None:
    world.produce(world.traffic.take(150))
    with world.working():
        world.until_taken(150)
    world.produce(world.traffic.take(150))
    stands = {each.partition: each.next_offset for each in world.store.ledger.positions()}
    with closing(KafkaAdminClient(bootstrap_servers=world.broker.bootstrap)) as admin:
        admin.delete_records({TopicPartition(world.topic.name, 0): stands[0] + 17})
    world.lost = 17
    with world.working():
        eventually(world.store.ledger.stops, what="the stop")
        (stop,) = world.store.ledger.stops()
        assert (stop.missing_from, stop.missing_to) == (stands[0], stands[0] + 17)
        world.store.ledger.accept_loss(world.topic.id, 0, Acceptance("op", "test", now()))
        world.until_taken(300)
    assert_law_holds(world)
    assert [each.records for each in world.store.ledger.losses()] == [17]


def test_a_topic_made_again_is_read_from_its_beginning(world: World) -> None:
    first = world.traffic.take(120)
    world.produce(first)
    with world.working():
        world.until_taken(120)
        world.make_topic_again()
        world.produce(world.traffic.take(80) + first[:40])
        world.until_taken(240)
    assert len({each.topic_id for each in world.store.ledger.positions()}) == 2
    assert_law_holds(world)


def test_the_publishers_producer_is_read_too(world: World) -> None:
    sent = world.traffic.take(30)
    world.expected |= external_ids(sent)
    with closing(connect(world.broker.bootstrap)) as producer:
        for each in sent:
            world.send(producer, each)
        producer.flush()
    with world.working():
        world.until_taken(30)
    assert_law_holds(world)
