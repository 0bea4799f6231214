"""Which case of this customer is open at this profile, and which were before?"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import msgspec
from sqlalchemy import select

from domain.rules.visibility import Sight
from projections.lookup import PAIRS, view
from projections.queries.sight import seen_among
from projections.reading import Reading


class PairCase(msgspec.Struct, frozen=True):
    case_id: UUID
    profile_id: str
    customer_id: str
    number: str
    slot: str
    status: str
    category: str
    is_open: bool
    assignee: str | None
    created_at: datetime
    settled_at: datetime | None
    merged_into_number: str | None


COLUMNS = [column for column in PAIRS.c if column.name != "hidden"]


class Lookup(msgspec.Struct, frozen=True):
    """Newest first. More than one is open only where the policy keeps a case per thread.
    `last_handler` is told by whoever reads the log as well."""

    open: list[PairCase]
    older: list[PairCase]
    position: int
    last_handler: str | None = None


def look_up(
    reading: Reading,
    profile_id: str,
    customer_id: str,
    *,
    limit: int = 100,
    sight: Sight | None = None,
) -> Lookup:
    """`limit` bounds the older cases; with `sight` only those that are seen."""
    pair = [PAIRS.c.profile_id == profile_id, PAIRS.c.customer_id == customer_id, ~PAIRS.c.hidden]
    if sight is not None:
        asked = select(PAIRS.c.case_id).where(*pair)
        ids = reading.execute(view, asked).scalars().all()
        pair.append(PAIRS.c.case_id.in_(seen_among(reading, sight, ids)))
    newest = select(*COLUMNS).where(*pair).order_by(PAIRS.c.created_at.desc(), PAIRS.c.case_id)
    live = reading.execute(view, newest.where(PAIRS.c.is_open)).mappings()
    past = reading.execute(view, newest.where(~PAIRS.c.is_open).limit(limit)).mappings()
    return Lookup(
        [PairCase(**row) for row in live],
        [PairCase(**row) for row in past],
        reading.position(view),
    )
