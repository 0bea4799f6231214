"""Locks: who took each mail to work on it alone, and until when."""

from __future__ import annotations

from sqlalchemy import Index, MetaData, Table, text

from domain.lock.events import LockReleased, LockTaken
from projections.columns import identity, instant, key, words
from projections.placed import Placed
from projections.rows import Rows
from projections.view import View

LOCKS = Table(
    "locks",
    MetaData(),
    key("lock_id"),
    identity("case_id"),
    identity("message_id", optional=True),
    words("holder"),
    instant("taken_at"),
    instant("until"),
    instant("released_at", optional=True),
    Index("locks_until", "until", postgresql_where=text("released_at IS NULL")),
    schema="locks",
)
"""The newest lock of a mail, or of a whole case where no message is named. That one has expired is
no event: it is asked for the moment."""

view = View("locks", 1, LOCKS)


@view.on(LockTaken)
def take(rows: Rows, at: Placed[LockTaken]) -> None:
    event = at.event
    rows.put(
        LOCKS,
        at.stream_id,
        case_id=event.case_id,
        message_id=event.message_id,
        holder=event.holder,
        taken_at=at.occurred_at,
        until=event.until,
    )


@view.on(LockReleased)
def release(rows: Rows, at: Placed[LockReleased]) -> None:
    rows.set(LOCKS, at.stream_id, released_at=at.occurred_at)
