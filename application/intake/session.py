"""What one record's decision read and wrote, so that it can be thrown away or decided again."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import Any, TypeVar
from uuid import UUID

from application.assigning.holding import Holding, Loads, moved
from application.kinds import OtherKind
from application.streams import Streams
from domain.identity import Namespace
from domain.kernel import Aggregate, Recorded

A = TypeVar("A", bound=Aggregate)


class Session:
    """Finds aggregates and remembers which; `take_number` draws a case number."""

    def __init__(
        self, streams: Streams, ids: Namespace, take_number: Callable[[], str], hash_key: bytes
    ) -> None:
        self._streams = streams
        self._take_number = take_number
        self.touched: dict[UUID, Aggregate] = {}
        self.ids = ids
        self.hash_key = hash_key
        self.numbers: list[tuple[str, UUID]] = []
        self.stored_loads: dict[str, int] = {}
        self.handed_out: Callable[[], Iterable[Holding]] = tuple
        self._loads: dict[str, int] = {}

    def get(self, kind: type[A], id: UUID) -> A:
        aggregate = self._streams.get(kind, id)
        self.touched[id] = aggregate
        return aggregate

    def find(self, kind: type[A], id: UUID) -> A | None:
        """For ids that came from outside: None when nothing of this kind was recorded there."""
        try:
            found = self.get(kind, id)
        except OtherKind:
            return None
        return found if found.version else None

    def case_numbered(self, number: str) -> UUID | None:
        """Of anybody's case; a number that was given once means that case for ever."""
        return self._streams.case_numbered(number)

    def begin(self, kind: type[A], id: UUID) -> A:
        """A stream that begins with this record; nobody needs to look whether it exists."""
        new = self.touched[id] = self._streams.begin(kind, id)
        return new

    @property
    def reads(self) -> list[UUID]:
        return [*self.touched, self.ids.workload()] if self._loads else list(self.touched)

    def loads(self, agents: Collection[str]) -> dict[str, int]:
        """As stored, and as decisions of this batch change them that come before."""
        missing = [agent for agent in agents if agent not in self.stored_loads]
        if missing:
            self.stored_loads.update(self._streams.loads(missing))
        changes = moved(self.handed_out())
        self._loads |= {agent: self.stored_loads[agent] + changes[agent] for agent in agents}
        return self._loads

    @property
    def loads_seen(self) -> Loads | None:
        return Loads(self.ids.workload(), self._loads) if self._loads else None

    def number_for(self, case_id: UUID) -> str:
        number = self._take_number()
        self.numbers.append((number, case_id))
        return number

    def collect(self) -> list[Recorded[Any]]:
        return [event for each in self.touched.values() for event in each.collect_events()]

    def changed(self) -> dict[UUID, Aggregate]:
        """What the decision has changed so far, if it ends here."""
        return {id: each for id, each in self.touched.items() if each.collect_events()}
