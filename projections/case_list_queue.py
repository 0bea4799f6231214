"""The case list's columns about type, queue and waiting."""

from __future__ import annotations

from domain.case.case_type_events import CaseTypeSet, ProcessSet
from domain.case.queue_events import EnteredQueue, ReturnedToQueue, TakenFromQueue
from domain.kernel import Event
from projections.case_activity import note, own_row, view
from projections.placed import Placed
from projections.rows import Rows


@view.on(CaseTypeSet, own_row)
def set_type(rows: Rows, at: Placed[CaseTypeSet]) -> None:
    note(rows, at, case_type=at.event.case_type)


@view.on(EnteredQueue, own_row)
def enter(rows: Rows, at: Placed[EnteredQueue]) -> None:
    note(rows, at, queue=at.event.queue, waiting_since=at.occurred_at)


@view.on(ReturnedToQueue, own_row)
def come_back(rows: Rows, at: Placed[ReturnedToQueue]) -> None:
    note(rows, at, waiting_since=at.occurred_at)


@view.on(TakenFromQueue, own_row)
def take(rows: Rows, at: Placed[TakenFromQueue]) -> None:
    note(rows, at, waiting_since=None)


SILENT: tuple[type[Event], ...] = (ProcessSet,)
"""Activity that changes no column of its own."""
