"""What happened to this case, in order, its messages' fates included?"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import ARRAY, Select, Uuid, func, literal, or_, select

from projections import timeline
from projections.messages import PLACES
from projections.messages import view as messages
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


def entry(row: Mapping[Any, Any]) -> Entry:
    return Entry(**row, note=note_of(row["topic"], row["detail"]))


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
    return _entries(reading, statement.where(ENTRIES.c.position > after).limit(limit))


def message_timeline(reading: Reading, message_id: UUID) -> list[Entry]:
    """Everything that befell one message."""
    mine = or_(ENTRIES.c.stream_id == message_id, ENTRIES.c.message_id == message_id)
    return _entries(reading, select(ENTRIES).where(mine))


def _entries(reading: Reading, statement: Select[Any]) -> list[Entry]:
    ordered = statement.order_by(ENTRIES.c.position)
    return [entry(row) for row in reading.execute(timeline.view, ordered).mappings()]
