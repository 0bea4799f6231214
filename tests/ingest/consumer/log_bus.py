"""A bus without a broker: a log in memory, one member, and a group that says what a test says."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import UTC, datetime, timedelta
from uuid import UUID

from application.intake.records import Record
from ingest.consumer.bus import End, Fetched, Partition, Polled

TOPIC = UUID(int=7)
THEN = datetime(2026, 5, 4, tzinfo=UTC)


def record(partition: int, offset: int) -> Record:
    return Record("channel", TOPIC, partition, offset, None, b"%d" % offset, (), THEN)


class LogBus:
    """`fails` is raised by the next `confirm`; `told` are the offsets that monitors were told."""

    def __init__(self, *partitions: int, length: int) -> None:
        self.length = length
        self.positions = {Partition("channel", number): 0 for number in partitions}
        self.paused: set[Partition] = set()
        self.lost: set[Partition] = set()
        self.gained: set[Partition] = set()
        self.fails: Exception | None = None
        self.fetches = 0
        self.told: dict[Partition, int] = {}
        for partition in self.positions:
            self.give(partition)

    def give(self, partition: Partition) -> None:
        self.gained.add(partition)
        self.paused.add(partition)
        self.positions[partition] = 0

    def take_away(self, partition: Partition) -> None:
        self.lost.add(partition)
        self.gained.discard(partition)
        del self.positions[partition]

    def poll(self, timeout: timedelta, limit: int) -> Polled:  # noqa: ARG002
        return self.confirm(self.fetch(limit))

    def fetch(self, limit: int) -> Fetched:
        self.fetches += 1
        found: list[Record] = []
        for partition in sorted(set(self.positions) - self.paused):
            begin = self.positions[partition]
            end = min(self.length, begin + limit - len(found))
            found += [record(partition.number, offset) for offset in range(begin, end)]
            self.positions[partition] = end
        return Fetched(found)

    def confirm(self, fetched: Fetched) -> Polled:
        failure, self.fails = self.fails, None
        if failure is not None:
            raise failure
        lost, gained = frozenset(self.lost), frozenset(self.gained)
        self.lost.clear()
        self.gained.clear()
        return Polled(fetched.records, lost, gained)

    def joined(self) -> bool:
        return True

    def topic_id(self, topic: str) -> UUID:  # noqa: ARG002
        return TOPIC

    def pause(self, partitions: Collection[Partition]) -> None:
        self.paused.update(partitions)

    def resume(self, partitions: Collection[Partition]) -> None:
        self.paused.difference_update(partitions)

    def seek(self, partition: Partition, offset: int) -> None:
        self.positions[partition] = offset

    def position(self, partition: Partition) -> int:
        return self.positions[partition]

    def first_offsets(self, partitions: Collection[Partition]) -> dict[Partition, int]:
        return dict.fromkeys(partitions, 0)

    def ends(self, partitions: Collection[Partition]) -> dict[Partition, End]:
        return {each: End(self.length, exact=True) for each in partitions}

    def commit(self, offsets: Mapping[Partition, int]) -> None:
        self.told |= offsets

    def close(self) -> None: ...
