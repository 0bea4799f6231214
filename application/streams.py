"""Aggregates in memory for the intake, so that a busy conversation is read once, not per message.

They are kept right by following the log's tail: what another writer changed is dropped, and a
commit is refused when anything that was read has changed since (`Reads`).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from itertools import groupby
from typing import TypeVar
from uuid import UUID

from application.kinds import OtherKind, kind_of
from application.store import Store
from domain.kernel import Aggregate
from domain.message.aggregate import Message

A = TypeVar("A", bound=Aggregate)


class Streams:
    """`get` answers with an empty aggregate (version 0) where nothing was recorded yet, and raises
    OtherKind where the id is that of something else."""

    def __init__(self, store: Store, *, capacity: int = 20_000) -> None:
        self._store = store
        self._capacity = capacity
        self._known: dict[UUID, Aggregate] = {}
        self._aging: dict[UUID, Aggregate] = {}
        self._passing: dict[UUID, Aggregate] = {}
        self.seen = store.position()

    def loads(self, agents: Collection[str]) -> dict[str, int]:
        return self._store.ledger.loads(agents)

    def follow(self) -> frozenset[UUID]:
        """Drop what others changed since the last look, and say what that was."""
        self.seen, changed = self._store.recorder.changed_since(self.seen)
        self.evict(changed)
        return changed

    def committed(self, last: int, others: Collection[UUID], *, done: bool = True) -> None:
        """After a commit of ours: only `others` are strange; everything else we wrote or know.

        While more is decided than committed (not `done`), nothing else may be dropped.
        """
        self.seen = max(self.seen, last)
        self.evict(others)
        if not done:
            return
        self._passing.clear()
        if len(self._known) > self._capacity:  # what nobody asks for from here on is dropped next
            self._known, self._aging = {}, self._known

    def prefetch(self, wanted: Mapping[UUID, type[Aggregate]]) -> None:
        """Read what is not known yet in one statement."""
        missing = [id for id, kind in wanted.items() if self._find(kind, id) is None]
        if not missing:
            return
        for id in missing:
            self._keep(wanted[id](id))
        rows = self._store.streams(missing)
        for id, history in groupby(rows, lambda recorded: recorded.originator_id):
            events = list(history)
            kind = kind_of(events[0].event, wanted[id])
            if kind is not wanted[id]:
                self.evict((id,))
            aggregate = kind(id)
            for recorded in events:
                aggregate.evolve(recorded)
            self._keep(aggregate)

    def get(self, kind: type[A], id: UUID) -> A:
        found = self._find(kind, id)
        if found is None:
            self.prefetch({id: kind})
            found = self._find(kind, id)
        if not isinstance(found, kind):
            raise OtherKind(stream=id, kind=kind.__name__)
        return found

    def case_numbered(self, number: str) -> UUID | None:
        return self._store.ledger.case_id(number)

    def begin(self, kind: type[A], id: UUID) -> A:
        """A stream that cannot have been written: its id follows from what is only now taken."""
        new = kind(id)
        self._keep(new)
        return new

    def evict(self, ids: Collection[UUID]) -> None:
        for id in ids:
            self._known.pop(id, None)
            self._aging.pop(id, None)
            self._passing.pop(id, None)

    def forget(self) -> None:
        """After a failure: nothing in memory can be trusted."""
        self._known.clear()
        self._aging.clear()
        self._passing.clear()
        self.seen = self._store.position()

    def _find(self, kind: type[Aggregate], id: UUID) -> Aggregate | None:
        """Looks first where this kind is: an id costs more to hash than all else here."""
        first, then = self._known, self._passing
        if kind is Message:
            first, then = then, first
        found = first.get(id) or then.get(id)
        if found is None and self._aging and (found := self._aging.pop(id, None)) is not None:
            self._known[id] = found
        return found

    def _keep(self, aggregate: Aggregate) -> None:
        """A message is rarely asked for again after its batch."""
        kept = self._passing if isinstance(aggregate, Message) else self._known
        kept[aggregate.id] = aggregate
