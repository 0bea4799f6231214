"""An event at its position in the log, as the views see it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, ClassVar, Generic, Protocol, TypeVar
from uuid import UUID

import msgspec

from domain.kernel import Event, Recorded

E = TypeVar("E", bound=Event)


class Placed(msgspec.Struct, Generic[E], frozen=True, gc=False):
    """Positions rise and may leave gaps; they are the order in which everything was stored."""

    position: int
    recorded: Recorded[E]

    @property
    def event(self) -> E:
        return self.recorded.event

    @property
    def stream_id(self) -> UUID:
        return self.recorded.originator_id

    @property
    def occurred_at(self) -> datetime:
        return self.recorded.cause.occurred_at

    @property
    def actor(self) -> str:
        return self.recorded.cause.actor


class Unreadable(Event, frozen=True):
    """Stands for an event whose bytes this program cannot read: whoever needs it stops there."""

    TOPIC: ClassVar[str] = "unreadable"

    topic: str
    fault: str


class Log(Protocol):
    """The log in order; `after` is a position, 0 for the beginning."""

    def events(self, after: int, limit: int) -> Sequence[Placed[Any]]: ...

    def position(self) -> int:
        """The last position, 0 when the log is empty."""
        ...
