"""A view: tables, a name, a version, and one small function per event type."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import Table

from domain.kernel import Event
from domain.registry import EVENTS
from projections.placed import Placed, Unreadable
from projections.rows import Rows

E = TypeVar("E", bound=Event)

Handler = Callable[[Rows, Placed[E]], None]
Reads = Callable[[Placed[Any]], tuple[Table, Hashable]]
"""Which row a handler will look at: the runner fetches those of a whole page in one SELECT."""


class Handling(NamedTuple):
    handle: Handler[Any]
    reads: Sequence[Reads]


class UnreadableEvent(Exception):
    """The view needs an event that cannot be read."""


def stream_row(table: Table) -> Reads:
    """The row whose key is the id of the event's stream."""
    return lambda at: (table, at.stream_id)


class View:
    """Raise `version` whenever the same events would make other rows: a rebuild is then due."""

    def __init__(self, name: str, version: int, *tables: Table) -> None:
        self.name = name
        self.version = version
        self.tables = tables
        self._handlings: dict[type[Event], Handling] = {
            Unreadable: Handling(self._stop_at_unreadable, ())
        }

    def on(self, event: type[E], *reads: Reads) -> Callable[[Handler[E]], Handler[E]]:
        """Mark what `event` changes. It takes facts from the event and its declared rows only."""

        def mark(handler: Handler[E]) -> Handler[E]:
            self._handlings[event] = Handling(handler, reads)
            return handler

        return mark

    @property
    def topics(self) -> set[str]:
        return {topic for topic, event in EVENTS.items() if event in self._handlings}

    def apply(self, rows: Rows, events: Iterable[Placed[Any]]) -> None:
        """Take events into the rows, in order."""
        find = self._handlings.get
        work = [(found, at) for at in events if (found := find(type(at.recorded.event)))]
        for (_, reads), at in work:
            for read in reads:
                rows.expect(*read(at))
        rows.fetch()
        for (handle, _), at in work:
            handle(rows, at)

    def _stop_at_unreadable(self, _: Rows, at: Placed[Unreadable]) -> None:
        """A topic that this program does not know might have concerned this view."""
        topic = at.event.topic
        if topic in self.topics or topic not in EVENTS:
            raise UnreadableEvent(f"{topic}: {at.event.fault}")
