"""Notices a client that is behind and hands over nothing, or that never gets into its group."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import timedelta

from ingest.consumer.bus import Bus, Partition
from ingest.failures import ConsumerStalledError


class Watchdog:
    def __init__(
        self, after: timedelta, join_within: timedelta, monotonic: Callable[[], float]
    ) -> None:
        self._after = after.total_seconds()
        self._join_within = join_within.total_seconds()
        self._monotonic = monotonic
        self._calm_since = monotonic()
        self._member_at = monotonic()

    def calm(self) -> None:
        """Something was received, or nothing can be expected."""
        self._calm_since = self._monotonic()

    def look(self, bus: Bus, reading: Collection[Partition]) -> None:
        """Asks the broker only after a silence. Raises ConsumerStalledError."""
        now = self._monotonic()
        if bus.joined():
            self._member_at = now
        elif now - self._member_at >= self._join_within:
            raise ConsumerStalledError(f"not in the group for {now - self._member_at:.0f} s")
        if now - self._calm_since < self._after:
            return
        ends = bus.ends(reading) if reading else {}
        behind = sorted(p for p, end in ends.items() if bus.position(p) < end.offset)
        if behind:
            names = ", ".join(map(str, behind))
            silence = now - self._calm_since
            raise ConsumerStalledError(f"behind on {names}, nothing received for {silence:.0f} s")
        self.calm()
