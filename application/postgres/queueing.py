"""The statements for the table of those who wait in queues."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from psycopg import Cursor
from psycopg.rows import DictRow

from application.beside import Beside, NotItsTurn

WAITING = """
SELECT case_id, queue, since, priority, number FROM queue_places WHERE queue = %s
ORDER BY coalesce(array_position(%s::text[], priority), %s), since, length(number),
    number COLLATE "C"
LIMIT %s
"""
LEAVE = "DELETE FROM queue_places WHERE case_id = ANY(%s)"
WAIT = """
INSERT INTO queue_places (case_id, queue, since, priority, number)
SELECT * FROM unnest(%s::uuid[], %s::text[], %s::timestamptz[], %s::text[], %s::text[])
ON CONFLICT (case_id) DO UPDATE SET queue = excluded.queue, since = excluded.since,
    priority = excluded.priority
"""


def turns(queue: str, order: Sequence[str], limit: int) -> tuple[Any, ...]:
    """A priority that is not named comes behind all that are."""
    return (queue, list(order), len(order) + 1, limit)


def move(curs: Cursor[DictRow], beside: Beside) -> None:
    """The log's lock is held, so nobody moves between the check and the commit.

    Raises NotItsTurn."""
    if (turn := beside.turn) is not None:
        first = curs.execute(WAITING, turns(turn.queue, turn.order, 1)).fetchone()
        if first is None or first["case_id"] != turn.case_id:
            raise NotItsTurn(turn.queue)
    if not beside.places:
        return
    gone = [case_id for case_id, place in beside.places if place is None]
    if gone:
        curs.execute(LEAVE, (gone,))
    waiting = [(case_id, place) for case_id, place in beside.places if place is not None]
    if waiting:
        curs.execute(
            WAIT,
            (
                [case_id for case_id, _ in waiting],
                [place.queue for _, place in waiting],
                [place.since for _, place in waiting],
                [place.priority for _, place in waiting],
                [place.number for _, place in waiting],
            ),
        )
