from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import timedelta
from uuid import UUID

import pytest

from ingest.consumer.bus import End, Fetched, Partition, Polled
from ingest.consumer.watchdog import Watchdog
from ingest.failures import ConsumerStalledError

HERE = Partition("channel", 0)


class StillBus:
    """Hands nothing over."""

    def __init__(self, position: int, end: End, *, joined: bool = True) -> None:
        self._position = position
        self._end = end
        self._joined = joined
        self.asked = 0

    def poll(self, timeout: timedelta, limit: int) -> Polled:  # noqa: ARG002
        return Polled([])

    def fetch(self, limit: int) -> Fetched:  # noqa: ARG002
        return Fetched()

    def confirm(self, fetched: Fetched) -> Polled:
        return Polled(fetched.records)

    def joined(self) -> bool:
        return self._joined

    def topic_id(self, topic: str) -> UUID:  # noqa: ARG002
        return UUID(int=1)

    def pause(self, partitions: Collection[Partition]) -> None: ...
    def resume(self, partitions: Collection[Partition]) -> None: ...
    def seek(self, partition: Partition, offset: int) -> None: ...
    def commit(self, offsets: Mapping[Partition, int]) -> None: ...
    def close(self) -> None: ...

    def position(self, partition: Partition) -> int:  # noqa: ARG002
        return self._position

    def first_offsets(self, partitions: Collection[Partition]) -> dict[Partition, int]:
        return dict.fromkeys(partitions, 0)

    def ends(self, partitions: Collection[Partition]) -> dict[Partition, End]:
        self.asked += 1
        return dict.fromkeys(partitions, self._end)


class Clock:
    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def watchdog(clock: Clock) -> Watchdog:
    return Watchdog(timedelta(seconds=60), timedelta(seconds=90), clock)


def test_silence_while_records_wait_is_a_stall(watchdog: Watchdog, clock: Clock) -> None:
    clock.seconds = 60
    with pytest.raises(ConsumerStalledError, match="channel:0, nothing received for 60 s"):
        watchdog.look(StillBus(10, End(11, exact=True)), {HERE})


def test_an_end_that_is_only_a_lower_bound_counts_too(watchdog: Watchdog, clock: Clock) -> None:
    clock.seconds = 60
    with pytest.raises(ConsumerStalledError):
        watchdog.look(StillBus(0, End(1, exact=False)), {HERE})


def test_silence_with_nothing_to_read_is_no_stall(watchdog: Watchdog, clock: Clock) -> None:
    clock.seconds = 60
    watchdog.look(StillBus(10, End(10, exact=True)), {HERE})


def test_without_partitions_nothing_can_stall(watchdog: Watchdog, clock: Clock) -> None:
    clock.seconds = 600
    watchdog.look(StillBus(0, End(10, exact=True)), set())


def test_a_member_that_never_gets_into_its_group_is_a_stall(
    watchdog: Watchdog, clock: Clock
) -> None:
    outside = StillBus(0, End(0, exact=True), joined=False)
    clock.seconds = 89
    watchdog.look(outside, set())
    clock.seconds = 90
    with pytest.raises(ConsumerStalledError, match="not in the group for 90 s"):
        watchdog.look(outside, set())


def test_the_broker_is_asked_only_after_a_silence(watchdog: Watchdog, clock: Clock) -> None:
    bus = StillBus(0, End(10, exact=True))
    clock.seconds = 50
    watchdog.calm()
    clock.seconds = 100
    watchdog.look(bus, {HERE})
    assert bus.asked == 0
