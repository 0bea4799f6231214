"""Which partitions the group gave us and took from us since we last looked."""

from __future__ import annotations

import threading
from collections.abc import Collection
from typing import Any

from kafka import ConsumerRebalanceListener, TopicPartition

from ingest.consumer.bus import Partition


class Membership:
    """The client calls in from its own thread, so changes are collected under a lock."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._assigned: set[Partition] = set()
        self._lost: set[Partition] = set()
        self._gained: set[Partition] = set()

    def of(self, consumer: Any) -> Listener:
        return Listener(self, consumer)

    def assigned(self) -> frozenset[Partition]:
        with self._lock:
            return frozenset(self._assigned)

    def changes(self) -> tuple[frozenset[Partition], frozenset[Partition]]:
        with self._lock:
            lost, gained = frozenset(self._lost), frozenset(self._gained)
            self._lost.clear()
            self._gained.clear()
            return lost, gained

    def took(self, partitions: Collection[Partition]) -> None:
        with self._lock:
            self._assigned.difference_update(partitions)
            self._lost.update(partitions)
            self._gained.difference_update(partitions)

    def gave(self, partitions: Collection[Partition]) -> None:
        with self._lock:
            self._assigned.update(partitions)
            self._gained.update(partitions)


class Listener(ConsumerRebalanceListener):  # type: ignore[misc]
    """Gives each new partition a place to stand, or the client asks Kafka for a committed offset.

    The worker seeks to the stored position and resumes before anything is fetched.
    """

    def __init__(self, members: Membership, consumer: Any) -> None:
        self._members = members
        self._consumer = consumer

    def on_partitions_revoked(self, revoked: Collection[TopicPartition]) -> None:
        self._members.took([Partition(*place) for place in revoked])

    def on_partitions_assigned(self, assigned: Collection[TopicPartition]) -> None:
        for place in assigned:
            self._consumer.seek(place, 0)
        self._consumer.pause(*assigned)
        self._members.gave([Partition(*place) for place in assigned])
