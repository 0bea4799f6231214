"""By which words articles are found: the table beside the log follows from their events."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from domain.article.events import ArticlePublished
from domain.article.words import words_of
from domain.kernel import Recorded


def words_in(events: Iterable[Recorded[Any]]) -> list[tuple[str, tuple[str, ...]]]:
    """Of every article that is published: its id and all of its words."""
    published = (each.event for each in events if isinstance(each.event, ArticlePublished))
    return [
        (event.article_id, words_of(event.personal.title, event.personal.text))
        for event in published
    ]
