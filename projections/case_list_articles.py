"""The case list's column about articles."""

from __future__ import annotations

from domain.case.article_events import ArticleLinked, ArticleSuggested, ArticleUnlinked
from domain.kernel import Event
from projections.case_activity import note, own_row, view
from projections.case_table import CASES
from projections.placed import Placed
from projections.rows import Rows


@view.on(ArticleLinked, own_row)
def link(rows: Rows, at: Placed[ArticleLinked]) -> None:
    articles = rows.need(CASES, at.stream_id)["articles"]
    note(rows, at, articles=sorted({*articles, at.event.article_id}))


@view.on(ArticleUnlinked, own_row)
def unlink(rows: Rows, at: Placed[ArticleUnlinked]) -> None:
    articles = rows.need(CASES, at.stream_id)["articles"]
    note(rows, at, articles=sorted({*articles} - {at.event.article_id}))


SILENT: tuple[type[Event], ...] = (ArticleSuggested,)
"""Activity that changes no column of its own."""
