"""How long the parts of the demo took."""

from __future__ import annotations

import time


class Stopwatch:
    def __init__(self) -> None:
        self._began = self._last = time.monotonic()
        self._laps: list[tuple[str, float]] = []

    def lap(self, what: str) -> None:
        now = time.monotonic()
        self._laps.append((what, now - self._last))
        self._last = now

    def __str__(self) -> str:
        laps = ", ".join(f"{what} in {seconds:.1f} s" for what, seconds in self._laps)
        return f"{laps[:1].upper()}{laps[1:]}; {time.monotonic() - self._began:.1f} s in all."
