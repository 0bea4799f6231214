"""Adds the bytes of events that have none yet: `python -m tests.golden.write`. Never changes any.

A line of `events.ndjson` was written by a release that people run; it is read for ever. When an
event gets a new schema version or an optional field, its new bytes are a new line and the old one
stays: move the old example to `EARLIER`.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
from eventsourcing.persistence import StoredEvent

from application.mapper import EventMapper
from domain.kernel import Event, Recorded
from domain.registry import EVENTS
from tests.golden.examples import AT, CAUSE, EARLIER, EXAMPLES, ONE
from tests.golden.history import history

FOLDER = Path(__file__).parent
EVENTS_FILE = FOLDER / "events.ndjson"
HISTORY_FILE = FOLDER / "history.ndjson"


class Line(msgspec.Struct, frozen=True, omit_defaults=True):
    """Where an event stands in its stream, and the bytes of it, which are JSON."""

    topic: str
    version: int
    state: str
    stream: str = str(ONE)
    place: int = 1

    def stored(self) -> StoredEvent:
        return StoredEvent(
            msgspec.convert(self.stream, type(ONE)), self.place, self.topic, self.bytes
        )

    @property
    def bytes(self) -> bytes:
        return self.state.encode()


def mapper() -> EventMapper:
    return EventMapper(EVENTS.values(), lambda: AT)


def encoded(event: Event) -> Line:
    return line(Recorded(ONE, 1, event, CAUSE))


def line(recorded: Recorded[Any]) -> Line:
    event = recorded.event
    row = mapper().to_stored_event(recorded)
    stream, place = str(recorded.originator_id), recorded.originator_version
    return Line(event.TOPIC, event.VERSION, row.state.decode(), stream, place)


def read(path: Path) -> Iterator[Line]:
    if path.exists():
        for each in path.read_bytes().splitlines():
            yield msgspec.json.decode(each, type=Line)


def _append(path: Path, lines: list[Line]) -> None:
    with path.open("ab") as file:
        file.writelines(msgspec.json.encode(each) + b"\n" for each in lines)
    sys.stdout.write(f"{path.name}: {len(lines)} lines added\n")


def main() -> None:
    known = set(read(EVENTS_FILE))
    examples = [encoded(each) for each in EARLIER + EXAMPLES]
    _append(EVENTS_FILE, [each for each in examples if each not in known])
    if not HISTORY_FILE.exists():
        _append(HISTORY_FILE, [line(each) for each in history()])


if __name__ == "__main__":
    main()
