"""The in-memory twin of the PostgreSQL recorder, on the library's own."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from uuid import UUID

from eventsourcing.persistence import IntegrityError, StoredEvent
from eventsourcing.popo import POPOProcessRecorder

from application.beside import Beside, ChangedMeanwhile, Committed, Reads
from application.meanwhile import NOTHING, Meanwhile
from application.memory.ledger import MemoryLedger


class MemoryRecorder(POPOProcessRecorder):
    def __init__(self) -> None:
        super().__init__()
        self.ledger = MemoryLedger(self._database_lock)

    def commit(
        self, stored_events: Sequence[StoredEvent], beside: Beside, meanwhile: Meanwhile = NOTHING
    ) -> Committed:
        with self._database_lock:
            others = self._check(beside.reads) if beside.reads else frozenset()
            self._assert_uniqueness(stored_events)
            self.ledger.must_accept(beside)
            deque(meanwhile, maxlen=0)
            ids = self._update_table(stored_events) or ()
            self.ledger.take(beside)
        self._notify_listeners()
        return Committed(ids[-1] if ids else 0, others)

    def changed_since(self, position: int) -> tuple[int, frozenset[UUID]]:
        with self._database_lock:
            written = self._stored_events[position:]
            return position + len(written), frozenset(_id(each) for each in written)

    def select_streams(self, ids: Sequence[UUID]) -> list[StoredEvent]:
        return [event for id in sorted(ids) for event in self.select_events(id)]

    def _check(self, reads: Reads) -> frozenset[UUID]:
        _, changed = self.changed_since(reads.seen)
        stale = changed.intersection(reads.streams) if changed else changed
        holds_changed = reads.holds is not None and self.ledger.holds()[0] != reads.holds
        if stale or holds_changed:
            raise ChangedMeanwhile(stale, holds=holds_changed)
        return changed


def _id(event: StoredEvent) -> UUID:
    if not isinstance(event.originator_id, UUID):
        raise IntegrityError(f"stream id {event.originator_id!r} is no UUID")
    return event.originator_id
