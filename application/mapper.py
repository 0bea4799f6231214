"""Between our events and the rows of the library's recorders."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any, Generic, TypeVar
from uuid import UUID

import msgspec
from eventsourcing.persistence import Mapper, StoredEvent

from domain.kernel import Cause, Event, Recorded

E = TypeVar("E", bound=Event)


class Stored(msgspec.Struct, Generic[E], frozen=True, gc=False):
    """What the bytes of an event hold: its schema version, itself, its cause, when we wrote it."""

    v: int
    event: E
    cause: Cause
    recorded_at: datetime


class OnlyVersion(msgspec.Struct):
    v: int


class EventMapper(Mapper[UUID]):
    """Writes events as JSON; reads every version ever released."""

    def __init__(self, event_types: Iterable[type[Event]], clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._types = {each.TOPIC: each for each in event_types}
        self._stored: dict[str, Any] = {
            topic: Stored[each]  # type: ignore[valid-type]
            for topic, each in self._types.items()
        }
        self._decoders = {topic: msgspec.json.Decoder(each) for topic, each in self._stored.items()}
        self._encode = msgspec.json.Encoder().encode

    def to_stored_event(self, recorded: Recorded[Any]) -> StoredEvent:  # type: ignore[override]
        return self.to_stored_events((recorded,))[0]

    def to_stored_events(self, batch: Iterable[Recorded[Any]]) -> list[StoredEvent]:
        """One reading of the clock for all that is written in one transaction."""
        now, encode = self._clock(), self._encode
        return [
            StoredEvent(
                each.originator_id,
                each.originator_version,
                each.event.TOPIC,
                encode(Stored(each.event.VERSION, each.event, each.cause, now)),
            )
            for each in batch
        ]

    def to_domain_event(self, row: StoredEvent) -> Recorded[Any]:
        assert isinstance(row.originator_id, UUID)
        return self.decode(row.topic, row.originator_id, row.originator_version, row.state)

    def decode(self, topic: str, id: UUID, version: int, state: bytes) -> Recorded[Any]:
        stored = self._read(topic, state)
        return Recorded(id, version, stored.event, stored.cause, stored.recorded_at)

    def _read(self, topic: str, state: bytes) -> Stored[Any]:
        event_type = self._types[topic]
        written = msgspec.json.decode(state, type=OnlyVersion).v
        if written == event_type.VERSION:
            stored: Stored[Any] = self._decoders[topic].decode(state)
            return stored
        raw: dict[str, Any] = msgspec.json.decode(state)
        for version in range(written, event_type.VERSION):
            getattr(event_type, f"upcast_v{version}_v{version + 1}")(raw["event"])
        return msgspec.convert(raw, self._stored[topic])  # type: ignore[no-any-return]
