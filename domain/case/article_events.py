"""Which articles of the knowledge base hold the case's solution."""

from __future__ import annotations

from domain.kernel import Event


class ArticleLinked(Event, frozen=True):
    TOPIC = "case.article_linked"

    article_id: str


class ArticleUnlinked(Event, frozen=True):
    TOPIC = "case.article_unlinked"

    article_id: str


class ArticleSuggested(Event, frozen=True):
    """The case was resolved without an article. `existing` are those that might hold its solution,
    the likeliest first; where there is none, a new one is suggested."""

    TOPIC = "case.article_suggested"

    existing: tuple[str, ...] = ()
