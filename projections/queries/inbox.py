"""Which messages wait for a person, and which stand without a case?"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

import msgspec
from sqlalchemy import select, tuple_

from domain.rules.visibility import Sight
from projections.inbox import INBOX, view
from projections.messages import MESSAGES
from projections.messages import view as messages
from projections.queries.cursor import Cursor
from projections.queries.hidden import hidden_cases
from projections.queries.sight import hidden_profiles
from projections.reading import Reading

State = Literal["parked", "unattached", "escalated", "moved"]


class InboxMessage(msgspec.Struct, frozen=True):
    message_id: UUID
    profile_id: str
    customer_id: str
    external_id: str
    channel: str
    direction: str
    author_kind: str
    author_id: str
    author_name: str | None
    subject: str | None
    text: str | None
    sent_at: datetime
    state: str | None
    decision: dict[str, Any] | None
    case_id: UUID | None


class InboxPage(msgspec.Struct, frozen=True):
    messages: list[InboxMessage]
    next: str | None
    position: int


def list_inbox(
    reading: Reading,
    *,
    profile_id: str | None = None,
    customer_id: str | None = None,
    state: State = "parked",
    limit: int = 50,
    cursor: str | None = None,
    sight: Sight | None = None,
) -> InboxPage:
    """Oldest first: who waits longest comes first. What waits is seen by those who are qualified
    for its profile's service."""
    order = (INBOX.c.sent_at, INBOX.c.message_id)
    statement = select(INBOX).where(INBOX.c.state == state).order_by(*order).limit(limit + 1)
    if profile_id is not None:
        statement = statement.where(INBOX.c.profile_id == profile_id)
    if customer_id is not None:
        statement = statement.where(INBOX.c.customer_id == customer_id)
    if sight is not None:
        statement = statement.where(INBOX.c.profile_id.not_in(hidden_profiles(reading, sight)))
    if cursor is not None:
        begin = Cursor.read(cursor)
        statement = statement.where(tuple_(*order) > (begin.at, begin.id))
    rows = [InboxMessage(**row) for row in reading.execute(view, statement).mappings()]
    last = rows[limit - 1 : limit]
    page = _with_texts(reading, _in_sight(reading, rows[:limit]))
    more = Cursor(last[0].sent_at, last[0].message_id).write() if rows[limit:] else None
    return InboxPage(page, more, reading.position(view))


def _in_sight(reading: Reading, page: list[InboxMessage]) -> list[InboxMessage]:
    """Without what went into a case that is deleted."""
    gone = hidden_cases(reading, {each.case_id for each in page if each.case_id is not None})
    return [each for each in page if each.case_id not in gone]


def _with_texts(reading: Reading, page: list[InboxMessage]) -> list[InboxMessage]:
    """What was in a case before is known here without its words."""
    bare = [each.message_id for each in page if each.text is None and each.subject is None]
    if not bare:
        return page
    said = select(MESSAGES.c.message_id, MESSAGES.c.personal).where(MESSAGES.c.message_id.in_(bare))
    found = {row.message_id: row.personal for row in reading.execute(messages, said)}
    return [
        msgspec.structs.replace(each, **_words(found[each.message_id]))
        if each.message_id in found
        else each
        for each in page
    ]


def _words(personal: Mapping[str, Any]) -> dict[str, Any]:
    return {name: personal.get(name) for name in ("author_name", "subject", "text")}
