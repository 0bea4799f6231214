"""Which messages does a case hold?"""

from __future__ import annotations

from uuid import UUID

import msgspec
from sqlalchemy import func, select

from projections.messages import MESSAGES, PLACES, view
from projections.queries.conversation import PAGE, begins_at
from projections.queries.merged import shown_with
from projections.queries.messages import EACH, MessageRow, message_row
from projections.reading import Reading


class CaseMessages(msgspec.Struct, frozen=True):
    """Oldest first, with those of cases that were merged into this one; `total` counts those that
    are not shown too."""

    messages: list[MessageRow]
    total: int


def messages_of(reading: Reading, case_id: UUID, *, limit: int = PAGE) -> CaseMessages:
    """Those that are among the newest of their conversation, so many of it as `limit` says: what
    is older is kept, whichever case it is in (E-46)."""
    here = PLACES.c.case_id.in_(shown_with(reading, case_id))
    newest = EACH.where(here).order_by(MESSAGES.c.sent_at.desc(), MESSAGES.c.message_id.desc())
    found = [message_row(row) for row in reading.execute(view, newest.limit(limit)).mappings()]
    pairs = {(each.profile_id, each.customer_id) for each in found}
    begins = {pair: begins_at(reading, *pair, limit) for pair in pairs}
    shown = []
    for each in reversed(found):
        begin = begins[each.profile_id, each.customer_id]
        if begin is None or (each.sent_at, each.message_id) >= begin:
            shown.append(each)
    count = select(func.count()).select_from(PLACES).where(here)
    return CaseMessages(shown, int(reading.execute(view, count).scalar_one()))
