"""Reads single streams of the log, one at a time."""

from __future__ import annotations

from typing import TypeVar
from uuid import UUID

from eventsourcing.application import AggregateNotFoundError

from application.store import Store
from domain.kernel import Aggregate

A = TypeVar("A", bound=Aggregate)


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
