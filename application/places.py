"""Where the cases of a decision wait from now on: the queues' table follows from their events."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from domain.case.aggregate import Case
from domain.case.queued import QueuePlace
from domain.kernel import Aggregate, Recorded


def places_of(
    known: Mapping[UUID, Aggregate], events: Iterable[Recorded[Any]]
) -> list[tuple[UUID, QueuePlace | None]]:
    """Of every case that changes and belongs to a queue. Only those: of others we may know an old
    state."""
    changed = dict.fromkeys(event.originator_id for event in events)
    cases = (case for id in changed if isinstance(case := known[id], Case))
    return [(case.id, case.place_in_queue) for case in cases if case.queue is not None]
