"""What happened to this case, in order, its messages' fates included?"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import ARRAY, Select, Uuid, func, literal, or_, select

from domain.case.deleting_events import CaseDeleted
from projections import timeline
from projections.messages import PLACES
from projections.messages import view as messages
from projections.queries.hidden import hidden_cases
from projections.queries.merged import shown_with
from projections.queries.rendered_notes import note_of
from projections.reading import Reading
from projections.timeline import ENTRIES


class Entry(msgspec.Struct, frozen=True):
    """`detail` is the event's content; `backdated` says that `occurred_at` was given by hand;
    `note` is what a person reads, where the entry is a note."""

    stream_id: UUID
    position: int
    topic: str
    occurred_at: datetime
    recorded_at: datetime | None
    actor: str
    authority: str
    backdated: bool
    correlation_id: str
    causation_id: str
    message_id: UUID | None
    detail: dict[str, Any]
    note: str | None


def entry(row: Mapping[Any, Any], *, withheld: bool = False) -> Entry:
    """Withheld, it tells what happened and not what people wrote; why a case was deleted stays."""
    if not withheld or row["topic"] == CaseDeleted.TOPIC:
        return Entry(**row, note=note_of(row["topic"], row["detail"]))
    detail = {name: value for name, value in row["detail"].items() if name != "personal"}
    return Entry(**{**row, "detail": detail}, note=None)


def case_timeline(
    reading: Reading, case_id: UUID, *, after: int = 0, limit: int = 1000
) -> list[Entry]:
    """In the order of the log, after a position; echoes and deliveries of its messages too, and
    what happened to cases that were merged into it."""
    cases = shown_with(reading, case_id)
    attached = reading.execute(
        messages, select(PLACES.c.message_id).where(PLACES.c.case_id.in_(cases))
    )
    streams = [*cases, *attached.scalars()]
    mine = ENTRIES.c.stream_id == func.any(literal(streams, ARRAY(Uuid)))
    statement = select(ENTRIES).where(mine)
    return _entries(reading, statement.where(ENTRIES.c.position > after).limit(limit), case_id)


def message_timeline(reading: Reading, message_id: UUID) -> list[Entry]:
    """Everything that befell one message."""
    mine = or_(ENTRIES.c.stream_id == message_id, ENTRIES.c.message_id == message_id)
    return _entries(reading, select(ENTRIES).where(mine))


def _entries(reading: Reading, statement: Select[Any], case_id: UUID | None = None) -> list[Entry]:
    """Of a deleted case, and of one that a message was in, without what people wrote."""
    ordered = statement.order_by(ENTRIES.c.position)
    rows = reading.execute(timeline.view, ordered).mappings().all()
    asked = {case_id} if case_id is not None else set()
    gone = hidden_cases(reading, {row["stream_id"] for row in rows} | asked)
    return [entry(row, withheld=bool(gone & {row["stream_id"], case_id})) for row in rows]
