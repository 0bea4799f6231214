"""What every event and every aggregate has in common. Knows no store, no clock, no framework."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, ClassVar, Generic, TypeVar
from uuid import UUID

import msgspec


class Event(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """Something that happened. The topic names it for ever; fields are never renamed or retyped."""

    TOPIC: ClassVar[str]
    VERSION: ClassVar[int] = 1


class Cause(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """Who did it, when in business time, on account of what, and how we know who it was.

    `actor` is `kind:id`, never a name. `authority` says how the actor was established: `channel`
    (the connector said so), `os-user:NAME` (unverified), `rule` (we did it ourselves).
    """

    actor: str
    occurred_at: datetime
    correlation_id: str
    causation_id: str
    authority: str = "channel"
    backdated: bool = False


E = TypeVar("E", bound=Event)
A = TypeVar("A")


class Recorded(msgspec.Struct, Generic[E], frozen=True, gc=False):
    """An event in its place: version `originator_version` (from 1) of one stream.

    `recorded_at` is known once the event came back from the store.
    """

    originator_id: UUID
    originator_version: int
    event: E
    cause: Cause
    recorded_at: datetime | None = None


Evolve = Callable[[A, Recorded[E]], None]


def evolves(event: type[E]) -> Callable[[Evolve[A, E]], Evolve[A, E]]:
    """Mark the method that takes `event` into the state. It only assigns; it may not refuse."""

    def mark(method: Evolve[A, E]) -> Evolve[A, E]:
        method.__dict__["evolves"] = event
        return method

    return mark


class Aggregate:
    """Decides in public methods, which call `record`; evolves in methods marked with `evolves`."""

    _evolve: ClassVar[dict[type[Event], Callable[[Any, Recorded[Any]], None]]] = {}

    def __init_subclass__(cls) -> None:
        """An aggregate may be put together of several classes, each with what it evolves."""
        cls._evolve = {
            method.evolves: method
            for part in reversed(cls.__mro__)
            for method in vars(part).values()
            if hasattr(method, "evolves")
        }

    def __init__(self, id: UUID) -> None:
        self.id = id
        self.version = 0
        self._uncollected: list[Recorded[Any]] = []

    def record(self, event: Event, cause: Cause) -> None:
        recorded = Recorded(self.id, self.version + 1, event, cause)
        self.evolve(recorded)
        self._uncollected.append(recorded)

    def evolve(self, recorded: Recorded[Any]) -> None:
        self._evolve[type(recorded.event)](self, recorded)
        self.version = recorded.originator_version

    def collect_events(self) -> Sequence[Recorded[Any]]:
        """Hand over what was recorded since the last call: the library's protocol for saving."""
        collected, self._uncollected = self._uncollected, []
        return collected
