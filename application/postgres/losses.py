"""Going on where records are missing, by an operator's word, so that the loss is counted."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from psycopg import Cursor
from psycopg.rows import DictRow

from application.ledger import Loss, NothingMissing, Stop, accepted

TAKE = "DELETE FROM intake_stops WHERE topic_id = %s AND partition = %s RETURNING *"
STANDS = (
    "SELECT next_offset FROM intake_positions WHERE topic_id = %s AND partition = %s FOR UPDATE"
)
MOVE = """
UPDATE intake_positions SET next_offset = %s, rewound = rewound + %s, moved_at = %s
WHERE topic_id = %s AND partition = %s
"""
LOSS = """
INSERT INTO accepted_losses (topic_id, partition, topic, missing_from, missing_to, records, reason,
    actor, accepted_at)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)
"""


def accept_loss(
    curs: Cursor[DictRow], topic_id: UUID, partition: int, *, actor: str, at: datetime
) -> Loss:
    """Raises NothingMissing when the partition is not stopped."""
    row = curs.execute(TAKE, (topic_id, partition)).fetchone()
    stands = curs.execute(STANDS, (topic_id, partition)).fetchone()
    if row is None or stands is None:
        raise NothingMissing(topic_id=topic_id, partition=partition)
    loss, next_offset, back = accepted(Stop(**row), stands["next_offset"], actor=actor, at=at)
    curs.execute(MOVE, (next_offset, back, at, topic_id, partition))
    place = (loss.topic_id, loss.partition, loss.topic, loss.missing_from, loss.missing_to)
    curs.execute(LOSS, (*place, loss.records, loss.reason, loss.actor, loss.accepted_at))
    return loss
