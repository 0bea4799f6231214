"""The case list's column about what a case is filed under."""

from __future__ import annotations

from domain.case.filing_events import TopicChanged
from projections.case_activity import note, own_row, view
from projections.placed import Placed
from projections.rows import Rows


@view.on(TopicChanged, own_row)
def file_under(rows: Rows, at: Placed[TopicChanged]) -> None:
    note(rows, at, topic=at.event.topic)
