"""The case list's column about what became of the matter."""

from __future__ import annotations

from domain.case.disposition_events import DispositionSet
from projections.case_activity import note, own_row, view
from projections.placed import Placed
from projections.rows import Rows


@view.on(DispositionSet, own_row)
def dispose(rows: Rows, at: Placed[DispositionSet]) -> None:
    note(rows, at, disposition=at.event.disposition)
