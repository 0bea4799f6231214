"""The case list's column about how the customer feels."""

from __future__ import annotations

from domain.case.sentiment_events import SentimentChanged
from projections.case_activity import note, own_row, view
from projections.placed import Placed
from projections.rows import Rows


@view.on(SentimentChanged, own_row)
def feel(rows: Rows, at: Placed[SentimentChanged]) -> None:
    note(rows, at, sentiment=at.event.sentiment)
