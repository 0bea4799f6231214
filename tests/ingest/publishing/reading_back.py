"""What is on a topic, as the engine's consumer would hand it to the decoder."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from kafka import KafkaConsumer, TopicPartition

from application.intake.records import Record
from tests.support.polling import eventually

NOWHERE = UUID(int=0)


def consumed(bootstrap: str, topic: str, count: int) -> list[Record]:
    """Waits until `count` records are there."""
    found: list[Record] = []
    with closing(
        KafkaConsumer(bootstrap_servers=bootstrap, auto_offset_reset="earliest")
    ) as consumer:
        partitions = eventually(lambda: consumer.partitions_for_topic(topic), what=topic)
        consumer.assign([TopicPartition(topic, number) for number in sorted(partitions)])

        def enough() -> bool:
            for batch in consumer.poll(timeout_ms=200).values():
                found.extend(as_record(each) for each in batch)
            return len(found) >= count

        eventually(enough, what=f"{count} records on {topic}")
    return found


def as_record(raw: Any) -> Record:
    return Record(
        raw.topic,
        NOWHERE,
        raw.partition,
        raw.offset,
        raw.key,
        raw.value,
        tuple(raw.headers),
        datetime.fromtimestamp(raw.timestamp / 1000, UTC),
    )
