"""The library's process recorder, writing everything of a transaction at once and fast.

What differs from the library's: one statement with four binary arrays, positions by
compare-and-set, a check that nothing the decision rests on has changed, no idle waiting for the
server, and no retry of a write: after a lost connection only the caller can tell whether it took
effect.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from eventsourcing.persistence import IntegrityError, StoredEvent
from eventsourcing.postgres import PostgresDatastore, PostgresProcessRecorder
from psycopg import Cursor
from psycopg.errors import IntegrityError as DriverIntegrityError
from psycopg.rows import DictRow
from psycopg.sql import SQL, Identifier

from application.beside import Beside, ChangedMeanwhile, Committed, Reads
from application.meanwhile import NOTHING, Meanwhile
from application.postgres import companions, holders
from application.postgres.arrays import columns
from application.postgres.overlapping import OverlappingConnection, lending


class LedgerRecorder(PostgresProcessRecorder):
    def __init__(self, datastore: PostgresDatastore, **kwargs: Any) -> None:
        datastore.pool.connection_class = OverlappingConnection  # before the first one is made
        super().__init__(datastore, **kwargs)
        table = Identifier(datastore.schema, self.events_table_name)
        self._insert = SQL(
            "WITH inserted AS (INSERT INTO {0}"
            " (originator_id, originator_version, topic, state)"
            " SELECT * FROM unnest(%b::uuid[], %b::bigint[], %b::text[], %b::bytea[])"
            " RETURNING notification_id)"
            " SELECT min(notification_id) AS first, max(notification_id) AS last FROM inserted"
        ).format(table)
        self._changed = SQL(
            "SELECT notification_id, originator_id FROM {0} WHERE notification_id > %b"
        ).format(table)
        self._of_streams = SQL(
            "SELECT originator_id, originator_version, topic, state FROM {0}"
            " WHERE originator_id = ANY(%b::uuid[])"
            " ORDER BY originator_id, originator_version"
        ).format(table)

    def insert_events(
        self, stored_events: Sequence[StoredEvent], **kwargs: Any
    ) -> Sequence[int] | None:
        """The library's port: the same write, without anything beside the events."""
        tracking = kwargs.get("tracking")
        committed = self._write(stored_events, Beside(), tracking, NOTHING)
        if not stored_events:
            return None
        return list(range(committed.last - len(stored_events) + 1, committed.last + 1))

    def commit(
        self, stored_events: Sequence[StoredEvent], beside: Beside, meanwhile: Meanwhile = NOTHING
    ) -> Committed:
        """Write all of it or nothing. Raises IntegrityError (a version is taken), StalePosition,
        ChangedMeanwhile, or the library's OperationalError, after which only the stored position or
        receipt tells whether it was committed."""
        return self._write(stored_events, beside, None, meanwhile)

    def changed_since(self, position: int) -> tuple[int, frozenset[UUID]]:
        """The log's last position, and the streams written after `position`."""
        with self.datastore.get_connection() as conn, conn.cursor() as curs:
            rows = curs.execute(self._changed, (position,), prepare=True).fetchall()
        last = max((row["notification_id"] for row in rows), default=position)
        return last, frozenset(row["originator_id"] for row in rows)

    def select_streams(self, ids: Sequence[UUID]) -> list[StoredEvent]:
        """All events of these streams, each stream in order, in one statement."""
        with self.datastore.get_connection() as conn, conn.cursor() as curs:
            curs.execute(self._of_streams, (list(ids),), prepare=True)
            return [
                StoredEvent(
                    row["originator_id"],
                    row["originator_version"],
                    row["topic"],
                    bytes(row["state"]),
                )
                for row in curs.fetchall()
            ]

    def _write(
        self,
        events: Sequence[StoredEvent],
        beside: Beside,
        tracking: Any,
        meanwhile: Meanwhile,
    ) -> Committed:
        with (
            self.datastore.get_connection() as conn,
            lending(conn) as lend,
            conn.transaction(),
            conn.cursor() as curs,
        ):
            self._lock_table(curs)
            others = self._check(curs, beside.reads) if beside.reads else frozenset()
            holders.must_be_so(curs, beside.loads)
            companions.move_positions(curs, beside.positions)
            if tracking is not None:
                self._insert_tracking(curs, tracking=tracking)
            lend(meanwhile)
            last = self._insert_rows(curs, events)
            companions.write(curs, beside)
            holders.take(curs, beside.holdings)
            if events:
                self._notify_channel(curs)
        return Committed(last, others)

    def _check(self, curs: Cursor[DictRow], reads: Reads) -> frozenset[UUID]:
        rows = curs.execute(self._changed, (reads.seen,), prepare=True).fetchall()
        changed = frozenset(row["originator_id"] for row in rows)
        stale = changed.intersection(reads.streams) if changed else changed
        holds = reads.holds
        holds_changed = holds is not None and companions.holds_fingerprint(curs) != holds
        if stale or holds_changed:
            raise ChangedMeanwhile(stale, holds=holds_changed)
        return changed

    def _insert_rows(self, curs: Cursor[DictRow], events: Sequence[StoredEvent]) -> int:
        if not events:
            return 0
        try:
            row = curs.execute(self._insert, columns(events), prepare=True).fetchone()
        except DriverIntegrityError as error:
            raise IntegrityError(str(error)) from error
        assert row is not None
        last: int = row["last"]
        return last
