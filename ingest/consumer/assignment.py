"""Where each assigned partition stands: to be placed, read, or stopped for an operator."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from datetime import datetime
from uuid import UUID

from application.ledger import Ledger, Position, Stop
from ingest.consumer.bus import Bus, Partition
from ingest.failures import MissingRecordsError

logger = logging.getLogger("caseledger.ingest.consumer")


class Assignment:
    """A partition is read from its stored position, or from the log's beginning without one."""

    def __init__(self, bus: Bus, ledger: Ledger, clock: Callable[[], datetime]) -> None:
        self._bus = bus
        self._ledger = ledger
        self._clock = clock
        self._unplaced: set[Partition] = set()
        self.active: set[Partition] = set()
        self.stopped: dict[Partition, Stop] = {}

    def change(self, lost: Iterable[Partition], gained: Iterable[Partition]) -> None:
        """Gained partitions come paused."""
        for partition in lost:
            self._forget(partition)
        for partition in gained:
            self._forget(partition)
            self._unplaced.add(partition)

    def partitions(self) -> list[Partition]:
        return sorted(self.active.union(self._unplaced, self.stopped))

    def pause(self) -> None:
        self._bus.pause(self.active)

    def resume(self) -> None:
        self._bus.resume(self.active)

    def misplace(self, partitions: Iterable[Partition]) -> None:
        """Somebody else moved them: read the stored positions again."""
        again = set(partitions)
        self._bus.pause(again)
        self.change((), again)

    def place(self) -> bool:
        """False when there was nothing to place."""
        if not self._unplaced:
            return False
        stops = self._stops()
        new: set[Partition] = set()
        for partition in sorted(self._unplaced):
            stop = stops.get(self._key(partition))
            stored = self.stored(partition)
            if stop is not None:
                self.stopped[partition] = stop
            elif stored is None:
                new.add(partition)
            else:
                self._bus.seek(partition, stored.next_offset)
        for partition, first in self._bus.first_offsets(new).items() if new else ():
            self._bus.seek(partition, first)
        placed = self._unplaced.difference(self.stopped)
        self._bus.resume(placed)
        self.active |= placed
        self._unplaced.clear()
        return True

    def stop(self, missing: MissingRecordsError) -> None:
        """The bus has paused it. Where nothing that we took, or have to take, is missing, it is
        only placed again."""
        partition = Partition(missing.topic, missing.partition)
        stored = self.stored(partition)
        if self._harmless(partition, missing, stored):
            self.change((), [partition])
            return
        missing_from, missing_to = missing.missing_from, missing.missing_to
        if stored is not None and missing.cut_off:
            missing_to = stored.next_offset
        elif stored is not None:
            missing_from = min(missing_from, stored.next_offset)
        stop = Stop(
            topic_id=self._bus.topic_id(partition.topic),
            partition=partition.number,
            topic=partition.topic,
            missing_from=missing_from,
            missing_to=missing_to,
            reason=missing.reason,
            stopped_at=self._clock(),
        )
        self._ledger.stop(stop)
        self._forget(partition)
        self.stopped[partition] = stop
        logger.error("stopped reading: %s", missing)

    def _harmless(
        self, partition: Partition, missing: MissingRecordsError, stored: Position | None
    ) -> bool:
        """Nobody ever took from it and it begins later now, or only markers were cut off."""
        if stored is None:
            first = self._bus.first_offsets([partition])[partition]
            return missing.cut_off or first > missing.missing_from
        return missing.cut_off and stored.next_offset <= missing.missing_from

    def heed_operators(self) -> None:
        """Go on where a loss was accepted; stop where another worker found something missing."""
        stops = self._stops()
        lifted = [p for p in self.stopped if self._key(p) not in stops]
        for partition in lifted:
            logger.warning("reading again: %s", partition)
        self.change((), lifted)
        for partition in [p for p in self.active if self._key(p) in stops]:
            self._bus.pause([partition])
            self._forget(partition)
            self.stopped[partition] = stops[self._key(partition)]

    def stored(self, partition: Partition) -> Position | None:
        return self._ledger.position(*self._key(partition))

    def _stops(self) -> dict[tuple[UUID, int], Stop]:
        return {(stop.topic_id, stop.partition): stop for stop in self._ledger.stops()}

    def _key(self, partition: Partition) -> tuple[UUID, int]:
        return self._bus.topic_id(partition.topic), partition.number

    def _forget(self, partition: Partition) -> None:
        self._unplaced.discard(partition)
        self.active.discard(partition)
        self.stopped.pop(partition, None)
