"""The floor: the rows of a run once more, in the same batches, by the fastest way there is.

No broker, no decoding, no rules, no reading; one statement with four arrays, one round trip.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from itertools import groupby

import psycopg
from eventsourcing.persistence import StoredEvent

from application.postgres.arrays import columns

COPY = "CREATE TABLE floor_events (LIKE caseledger_events INCLUDING ALL)"
ROWS = """
SELECT xmin::text, originator_id, originator_version, topic, state
FROM caseledger_events WHERE notification_id > %s ORDER BY notification_id
"""
INSERT = """
INSERT INTO floor_events (originator_id, originator_version, topic, state)
SELECT * FROM unnest(%b::uuid[], %b::bigint[], %b::text[], %b::bytea[])
"""
AT_ONCE = 20


def floor(database: str, after: int) -> tuple[float, int]:
    """Seconds for all rows behind the position `after`, and their number; reading them is free."""
    with (
        psycopg.connect(database) as reading,
        psycopg.connect(database, autocommit=True) as writing,
    ):
        writing.execute("DROP TABLE IF EXISTS floor_events")
        writing.execute(COPY)
        seconds, count = 0.0, 0
        batches: list[list[StoredEvent]] = []
        for batch in _batches(reading, after):
            batches.append(batch)
            count += len(batch)
            if len(batches) == AT_ONCE:
                seconds += _insert(writing, batches)
                batches = []
        seconds += _insert(writing, batches)
        writing.execute("DROP TABLE floor_events")
    return seconds, count


def _batches(connection: psycopg.Connection, after: int) -> Iterator[list[StoredEvent]]:
    """The rows of one transaction are one batch."""
    with connection.cursor("rows") as cursor:
        cursor.itersize = 20_000
        rows = cursor.execute(ROWS, (after,))
        for _, of_one in groupby(rows, lambda row: row[0]):
            yield [StoredEvent(*row[1:]) for row in of_one]


def _insert(connection: psycopg.Connection, batches: list[list[StoredEvent]]) -> float:
    """Each statement is a transaction of its own."""
    began = time.perf_counter()
    for rows in batches:
        connection.execute(INSERT, columns(rows), prepare=True)
    return time.perf_counter() - began
