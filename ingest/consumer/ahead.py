"""The next poll, made and decoded while the database works on the batch in hand."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from application.intake.records import Record
from application.meanwhile import Meanwhile
from ingest.consumer.bus import Bus, Fetched, Polled


class Ahead:
    """Nothing that can wait or fail happens before `hand_over`: a transaction is open."""

    def __init__(
        self, bus: Bus, limit: int, read_ahead: Callable[[Sequence[Record]], Meanwhile]
    ) -> None:
        self._bus = bus
        self._limit = limit
        self._read_ahead = read_ahead
        self._fetched: Fetched | None = None

    @property
    def fetched(self) -> bool:
        """The client stands behind records that are not yet in the batch."""
        return self._fetched is not None

    def steps(self) -> Meanwhile:
        fetched = self._bus.fetch(self._limit)
        if fetched.records or fetched.failure is not None:
            self._fetched = fetched
        yield None
        yield from self._read_ahead(fetched.records)

    def hand_over(self) -> Polled | None:
        """What was polled ahead, once. Raises what the poll would have raised."""
        fetched, self._fetched = self._fetched, None
        return self._bus.confirm(fetched) if fetched is not None else None
