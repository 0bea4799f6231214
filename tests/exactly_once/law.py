"""The law and "zero doubles", recomputed from Kafka's offsets and raw tables.

Nothing here uses the engine's own counting: places come from the stored bytes of events and from
the tables beside the log, and are compared with what a plain consumer finds on the topics.
"""

from __future__ import annotations

from collections import Counter
from contextlib import closing
from typing import Any
from uuid import UUID

import psycopg
from kafka import KafkaConsumer, TopicPartition
from psycopg.rows import tuple_row

from tests.exactly_once.building import IDS
from tests.exactly_once.traffic import PROFILE
from tests.exactly_once.world import World
from tests.support.kafka_topics import Topic

Place = tuple[UUID, int, int]

SOURCES = """
SELECT (e.source ->> 'topic_id')::uuid, (e.source ->> 'partition')::int,
       (e.source ->> 'offset')::bigint
FROM (SELECT convert_from(state, 'UTF8')::jsonb -> 'event' -> 'source' AS source
      FROM caseledger_events WHERE topic = ANY(%s)) e
"""
OF_EVENTS = (["message.received", "message.echoed", "message.delivery_reported"],)
BESIDE = (
    "SELECT topic_id, partition, \"offset\" FROM dead_letters WHERE state <> 'retried'",
    'SELECT topic_id, partition, "offset" FROM held_records',
    'SELECT topic_id, partition, "offset" FROM duplicate_records',
)
PLACED = """
SELECT r.originator_id,
       (convert_from(r.state, 'UTF8')::jsonb -> 'event' ->> 'case_id') IS NOT NULL
       OR EXISTS (SELECT FROM caseledger_events p WHERE p.originator_id = r.originator_id
                  AND p.topic IN ('message.parked', 'message.left_unattached'))
FROM caseledger_events r WHERE r.topic = 'message.received'
"""
ATTACHED = """
SELECT (convert_from(state, 'UTF8')::jsonb -> 'event' ->> 'message_id')::uuid
FROM caseledger_events WHERE topic = 'case.message_attached'
"""


def assert_law_holds(world: World, *, drained: bool = True) -> None:
    """`drained`: every topic that still exists was read to its end."""
    with psycopg.connect(world.database, row_factory=tuple_row) as connection:
        outcomes = _outcomes(connection)
        positions = _positions(connection)
        losses = _losses(connection)
        _assert_no_doubles(connection, outcomes)
        _assert_exactly_the_expected(connection, world, drained=drained)
    for topic_id, (left, _) in positions.items():
        right = sum(n for place, n in outcomes.items() if place[0] == topic_id)
        assert left == right + losses[topic_id], f"topic {topic_id}: {left} read, {right} became"
    for topic in world.topics:
        if (found := world.broker.topics.find(topic.name)) and found.id == topic.id:
            _assert_kafka_agrees(world, topic, positions, outcomes, drained=drained)


def _outcomes(connection: psycopg.Connection[Any]) -> Counter[Place]:
    places = Counter(connection.execute(SOURCES, OF_EVENTS).fetchall())
    for statement in BESIDE:
        places.update(connection.execute(statement).fetchall())
    return places


def _positions(
    connection: psycopg.Connection[Any],
) -> dict[UUID, tuple[int, dict[int, tuple[int, int]]]]:
    """By topic id: the records read, and of each partition the first and the next offset."""
    found: dict[UUID, tuple[int, dict[int, tuple[int, int]]]] = {}
    rows = connection.execute(
        "SELECT topic_id, partition, first_offset, next_offset, gaps, rewound FROM intake_positions"
    )
    for topic_id, partition, first, following, gaps, rewound in rows:
        read, partitions = found.get(topic_id, (0, {}))
        partitions[partition] = (first, following)
        found[topic_id] = (read + following - first - gaps + rewound, partitions)
    return found


def _losses(connection: psycopg.Connection[Any]) -> Counter[UUID]:
    rows = connection.execute(
        "SELECT topic_id, sum(records)::bigint FROM accepted_losses GROUP BY 1"
    )
    return Counter(dict(rows.fetchall()))


def _assert_no_doubles(connection: psycopg.Connection[Any], outcomes: Counter[Place]) -> None:
    assert not [place for place, n in outcomes.items() if n > 1], "a record with two outcomes"
    attached = Counter(connection.execute(ATTACHED).fetchall())
    assert not [id for id, n in attached.items() if n > 1], "a message attached twice"
    numbers = connection.execute("SELECT number FROM case_numbers").fetchall()
    assert len(numbers) == len(set(numbers)), "a case number given twice"


def _assert_exactly_the_expected(
    connection: psycopg.Connection[Any], world: World, *, drained: bool
) -> None:
    received = dict(connection.execute(PLACED).fetchall())
    held = connection.execute("SELECT count(*) FROM held_records").fetchone()
    expected = {IDS.message(PROFILE, each) for each in world.expected}
    assert all(received.values()), "a message that is nowhere"
    assert set(received) <= expected, "messages nobody sent"
    missing = len(expected - set(received)) if drained else 0
    assert missing <= (held or (0,))[0] + world.lost, f"{missing} messages are missing"


def _assert_kafka_agrees(
    world: World,
    topic: Topic,
    positions: dict[UUID, tuple[int, dict[int, tuple[int, int]]]],
    outcomes: Counter[Place],
    *,
    drained: bool,
) -> None:
    """Each readable offset between first and next has its outcome, and nothing else has one."""
    _, partitions = positions.get(topic.id, (0, {}))
    for number, offsets in readable(world, topic).items():
        first, following = partitions.get(number, (0, 0))
        passed = {offset for offset in offsets if first <= offset < following}
        settled = {place[2] for place in outcomes if place[:2] == (topic.id, number)}
        assert passed <= settled, f"{topic.name}:{number} passed over {sorted(passed - settled)}"
        begin = min(offsets, default=0)
        assert {each for each in settled if each >= begin} == passed
        if drained and offsets:
            assert following == max(offsets) + 1, f"{topic.name}:{number} was not read to its end"


def readable(world: World, topic: Topic) -> dict[int, list[int]]:
    """The offsets of all records that a consumer gets today, by partition."""
    found: dict[int, list[int]] = {number: [] for number in range(topic.partitions)}
    places = [TopicPartition(topic.name, number) for number in found]
    consumer = KafkaConsumer(
        bootstrap_servers=world.broker.bootstrap, isolation_level="read_committed"
    )
    with closing(consumer):
        consumer.assign(places)
        consumer.seek_to_beginning()
        ends = consumer.end_offsets(places)
        while any(consumer.position(place) < ends[place] for place in places):
            for place, batch in consumer.poll(timeout_ms=500).items():
                found[place.partition] += [each.offset for each in batch]
    return found
