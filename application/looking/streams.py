"""Reads single streams of the log, one at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar
from uuid import UUID

from eventsourcing.application import AggregateNotFoundError

from application.store import Placed, Store
from domain.kernel import Aggregate

A = TypeVar("A", bound=Aggregate)
CHUNK = 500
"""So many streams are read at once."""


class Streams:
    """Nothing is remembered: others write to the same streams."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def get(self, kind: type[A], id: UUID) -> A:
        """An empty aggregate where nothing was recorded yet."""
        try:
            return self._store.load(kind, id)
        except AggregateNotFoundError:
            return kind(id)

    def many(self, kind: type[A], ids: Iterable[UUID]) -> Iterator[A]:
        """Those of which something was recorded, in any order."""
        waiting = iter(ids)
        while chunk := list(islice(waiting, CHUNK)):
            found: dict[UUID, A] = {}
            for recorded in self._store.streams(chunk):
                id = recorded.originator_id
                found.setdefault(id, kind(id)).evolve(recorded)
            yield from found.values()

    def all_of(self, topic: str) -> Iterator[Placed]:
        """Every event of one kind, in the order of the log."""
        after = 0
        while page := self._store.read_log(after=after, topics=(topic,)):
            yield from page
            after = page[-1].position
