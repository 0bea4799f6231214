"""What the worker needs of a bus, so that the client library behind it can be replaced."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import timedelta
from typing import NamedTuple, Protocol
from uuid import UUID

import msgspec

from application.intake.records import Record


class Partition(NamedTuple):
    topic: str
    number: int

    def __str__(self) -> str:
        return f"{self.topic}:{self.number}"


class End(NamedTuple):
    """Where a partition ends: one past its last record.

    `exact` is false where the broker is only known to have at least so many.
    """

    offset: int
    exact: bool


class Fetched(msgspec.Struct, frozen=True):
    """The first half of a poll: what the client had at hand, or why it had nothing."""

    records: Sequence[Record] = ()
    failure: Exception | None = None


class Polled(msgspec.Struct, frozen=True):
    """What a poll brought. A partition that was taken away and given back is in both sets."""

    records: Sequence[Record]
    lost: frozenset[Partition] = frozenset()
    gained: frozenset[Partition] = frozenset()


class Bus(Protocol):
    """One member of a consumer group.

    Its records carry the id of the topic that they were read from, so a topic that was deleted, or
    deleted and made again, is never mistaken for the one before: then `poll` raises
    TopicReplacedError, and this member is of no further use. Gained partitions are paused until the
    worker has sought and resumed them. Any method may raise BusAwayError; `poll` also
    MissingRecordsError, after which that partition is paused and the others go on.
    """

    def poll(self, timeout: timedelta, limit: int) -> Polled: ...

    def fetch(self, limit: int) -> Fetched:
        """The half of `poll` that waits for nobody and raises nothing. `confirm` must follow,
        before any other poll."""

    def confirm(self, fetched: Fetched) -> Polled:
        """The other half, which asks the broker. Raises what `poll` raises."""

    def joined(self) -> bool:
        """Whether the group counts us as a member, perhaps one without partitions."""

    def topic_id(self, topic: str) -> UUID: ...

    def pause(self, partitions: Collection[Partition]) -> None: ...

    def resume(self, partitions: Collection[Partition]) -> None: ...

    def seek(self, partition: Partition, offset: int) -> None: ...

    def position(self, partition: Partition) -> int:
        """The next offset that `poll` hands over; past markers that are no records."""

    def first_offsets(self, partitions: Collection[Partition]) -> dict[Partition, int]: ...

    def ends(self, partitions: Collection[Partition]) -> dict[Partition, End]: ...

    def commit(self, offsets: Mapping[Partition, int]) -> None:
        """Tell lag monitors; never read back, so a failure is only logged."""

    def close(self) -> None:
        """Leave the group."""
