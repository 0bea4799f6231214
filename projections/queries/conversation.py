"""What did this customer and this profile write to each other, over all cases and between them?"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import ColumnElement, func, or_, select

from domain.rules.visibility import Sight
from projections.case_activity import view as case_list
from projections.case_table import CASES
from projections.messages import MESSAGES, PLACES, view
from projections.queries.messages import EACH, IN_SIGHT, MessageRow, message_row
from projections.queries.sight import seen_among
from projections.reading import Reading

PAGE = 500
"""So many of a conversation are seen at a time, whichever cases they are in (E-46); the policy says
another number. All are kept."""


class ConversationMessages(msgspec.Struct, frozen=True):
    """Oldest first, the newest of all; `total` counts the older ones too, `numbers` says which case
    each of the cases is."""

    messages: list[MessageRow]
    numbers: dict[UUID, str]
    total: int
    position: int


def conversation(
    reading: Reading,
    profile_id: str,
    customer_id: str,
    *,
    limit: int | None = PAGE,
    sight: Sight | None = None,
) -> ConversationMessages:
    """With what waits or was left without a case; without what is in a deleted one, and without
    the channel's copies of our own messages. No limit shows all: for exports and audits. With
    `sight` only what is in cases that are seen, and what is in none."""
    here = _pair(profile_id, customer_id)
    if sight is not None:
        asked = EACH.with_only_columns(PLACES.c.case_id).where(*here).distinct()
        cases = [each for each in reading.execute(view, asked).scalars() if each is not None]
        seen = seen_among(reading, sight, cases)
        here.append(or_(PLACES.c.case_id.is_(None), PLACES.c.case_id.in_(seen)))
    newest = EACH.where(*here).order_by(MESSAGES.c.sent_at.desc(), MESSAGES.c.message_id.desc())
    found = reading.execute(view, newest.limit(limit)).mappings()
    shown = [message_row(row) for row in found][::-1]
    counted = EACH.with_only_columns(func.count()).where(*here)
    total = int(reading.execute(view, counted).scalar_one())
    return ConversationMessages(shown, _numbers(reading, shown), total, reading.position(view))


def _pair(profile_id: str, customer_id: str) -> list[ColumnElement[bool]]:
    pair = [MESSAGES.c.profile_id == profile_id, MESSAGES.c.customer_id == customer_id]
    return [*pair, func.coalesce(PLACES.c.place, "") != "echo", IN_SIGHT]


def _numbers(reading: Reading, shown: list[MessageRow]) -> dict[UUID, str]:
    ids = {each.case_id for each in shown if each.case_id is not None}
    asked = select(CASES.c.case_id, CASES.c.number).where(CASES.c.case_id.in_(ids))
    rows: Any = reading.execute(case_list, asked)
    return {row.case_id: row.number for row in rows}


def begins_at(
    reading: Reading, profile_id: str, customer_id: str, limit: int
) -> tuple[datetime, UUID] | None:
    """When the oldest message that is seen was sent, and its id; None where all are."""
    order = (MESSAGES.c.sent_at.desc(), MESSAGES.c.message_id.desc())
    oldest = (
        EACH.with_only_columns(MESSAGES.c.sent_at, MESSAGES.c.message_id)
        .where(*_pair(profile_id, customer_id))
        .order_by(*order)
        .offset(limit - 1)
        .limit(1)
    )
    row = reading.execute(view, oldest).first()
    return (row.sent_at, row.message_id) if row is not None else None
