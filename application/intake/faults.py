"""Tells bad records from a bad release: faults on many keys at once stop the worker."""

from __future__ import annotations

from datetime import datetime, timedelta

LIMIT = 20
WINDOW = timedelta(minutes=1)


class TooManyFaults(Exception):
    """Our code failed on `LIMIT` different keys within `WINDOW`."""

    def __init__(self, keys: int, last: str) -> None:
        super().__init__(f"faults on {keys} different keys within a minute, the last: {last}")


class FaultWatch:
    def __init__(self) -> None:
        self._seen: dict[str, datetime] = {}

    def note(self, hold_key: str, fault: str, at: datetime) -> None:
        """Raises TooManyFaults."""
        self._seen[hold_key] = at
        recent = {key: when for key, when in self._seen.items() if at - when < WINDOW}
        self._seen = recent
        if len(recent) >= LIMIT:
            raise TooManyFaults(len(recent), fault)
