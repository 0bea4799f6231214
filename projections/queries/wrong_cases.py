"""Which messages named a case that they were not let into?"""

from __future__ import annotations

import msgspec
from sqlalchemy import tuple_

from projections.messages import MESSAGES, PLACES, view
from projections.queries.cursor import Cursor
from projections.queries.messages import EACH, IN_SIGHT, MessageRow, message_row
from projections.reading import Reading


class WrongCases(msgspec.Struct, frozen=True):
    messages: list[MessageRow]
    next: str | None
    position: int


def wrong_cases(
    reading: Reading, *, profile_id: str | None = None, limit: int = 50, cursor: str | None = None
) -> WrongCases:
    """The newest first. A message that a person placed since is no longer here."""
    order = (MESSAGES.c.sent_at, MESSAGES.c.message_id)
    statement = EACH.where(PLACES.c.wrong_case, IN_SIGHT).order_by(*(each.desc() for each in order))
    if profile_id is not None:
        statement = statement.where(MESSAGES.c.profile_id == profile_id)
    if cursor is not None:
        begin = Cursor.read(cursor)
        statement = statement.where(tuple_(*order) < (begin.at, begin.id))
    found = reading.execute(view, statement.limit(limit + 1)).mappings()
    rows = [message_row(row) for row in found]
    page = rows[:limit]
    more = Cursor(page[-1].sent_at, page[-1].message_id).write() if rows[limit:] else None
    return WrongCases(page, more, reading.position(view))
