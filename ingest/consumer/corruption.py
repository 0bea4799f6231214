"""Which partition a client could not read from, and where it is readable again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from kafka import KafkaConsumer, TopicPartition
from kafka.errors import RetriableError

from ingest.connecting import open_client
from ingest.consumer.bus import Partition

WAIT_MS = 2000


class Unreadable(NamedTuple):
    partition: Partition
    offset: int
    readable_from: int


def find_unreadable(
    connection: Mapping[str, Any],
    reading: Mapping[str, Any],
    spans: Mapping[Partition, tuple[int, int]],
) -> Unreadable | None:
    """Try each partition at its position alone: the client's error does not say which it was.

    `spans` are positions and ends. None when all can be read now.
    """
    consumer = open_client(KafkaConsumer, connection, **reading)
    try:
        for partition, (position, end) in spans.items():
            consumer.assign([TopicPartition(*partition)])
            if _readable(consumer, partition, position):
                continue
            later = range(position + 1, end)
            ahead = (offset for offset in later if _readable(consumer, partition, offset))
            return Unreadable(partition, position, next(ahead, end))
    finally:
        consumer.close(autocommit=False)
    return None


def _readable(consumer: Any, partition: Partition, offset: int) -> bool:
    consumer.seek(TopicPartition(*partition), offset)
    try:
        consumer.poll(timeout_ms=WAIT_MS, max_records=1)
    except RetriableError:
        raise
    except Exception:
        return False
    return True
