"""Going on where records are missing, by an operator's word, so that the loss is counted."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from psycopg import Cursor
from psycopg.rows import DictRow

from application.ledger import Acceptance, Loss, NothingMissing, Stop, accepted
from application.postgres.companions import keep_receipt

TAKE = "DELETE FROM intake_stops WHERE topic_id = %s AND partition = %s RETURNING *"
FIRST = """
INSERT INTO intake_positions (topic_id, partition, topic, first_offset, next_offset, gaps,
    duplicates, rewound, moved_at)
VALUES (%s, %s, %s, %s, %s, 0, 0, 0, %s) ON CONFLICT DO NOTHING
"""
STANDS = (
    "SELECT next_offset FROM intake_positions WHERE topic_id = %s AND partition = %s FOR UPDATE"
)
MOVE = """
UPDATE intake_positions SET next_offset = %s, rewound = rewound + %s, moved_at = %s
WHERE topic_id = %s AND partition = %s
"""
LOSS = """
INSERT INTO accepted_losses (topic_id, partition, topic, missing_from, missing_to, records, reason,
    actor, accepted_at, authority, command_id)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
"""


def accept_loss(
    curs: Cursor[DictRow], topic_id: UUID, partition: int, acceptance: Acceptance
) -> Loss:
    """Raises NothingMissing when the partition is not stopped."""
    row = curs.execute(TAKE, (topic_id, partition)).fetchone()
    if row is None:
        raise NothingMissing(topic=str(topic_id), partition=partition)
    stop, at = Stop(**row), acceptance.at
    first = (stop.missing_from, stop.missing_from, at)
    curs.execute(FIRST, (topic_id, partition, stop.topic, *first))
    stands = curs.execute(STANDS, (topic_id, partition)).fetchone()
    assert stands is not None
    loss, next_offset, back = accepted(stop, stands["next_offset"], acceptance)
    curs.execute(MOVE, (next_offset, back, at, topic_id, partition))
    curs.execute(LOSS, _row(loss))
    if (receipt := acceptance.receipt(loss)) is not None:
        keep_receipt(curs, receipt)
    return loss


def _row(loss: Loss) -> tuple[Any, ...]:
    place = (loss.topic_id, loss.partition, loss.topic, loss.missing_from, loss.missing_to)
    who = (loss.actor, loss.accepted_at, loss.authority, loss.command_id)
    return (*place, loss.records, loss.reason, *who)
