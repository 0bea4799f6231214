"""Articles as people read them: now, and what they were before."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

import msgspec

from application.looking.streams import Streams
from application.store import Store
from domain.article.aggregate import Article
from domain.article.events import ArticlePublished
from domain.article.words import words_of
from domain.identity import Namespace


class ShownArticle(msgspec.Struct, frozen=True):
    id: str
    title: str
    text: str
    version: int


class ArticleVersion(msgspec.Struct, frozen=True):
    """`from_case` is the case that it was made from."""

    version: int
    at: datetime
    actor: str
    authority: str
    title: str
    text: str
    from_case: UUID | None


def article(streams: Streams, ids: Namespace, article_id: str) -> ShownArticle:
    """Raises UnknownArticle."""
    found = streams.get(Article, ids.article(article_id))
    text = found.must_be_known(article_id)
    return ShownArticle(article_id, text.title, text.text, found.published)


def articles(
    store: Store, ids: Namespace, words: str = "", *, limit: int = 100
) -> Iterator[ShownArticle]:
    """Those that hold all of the words; without any, all of them."""
    streams = Streams(store)
    for article_id in store.ledger.articles(words_of(words), limit=limit):
        yield article(streams, ids, article_id)


def history(store: Store, ids: Namespace, article_id: str) -> Iterator[ArticleVersion]:
    """Oldest first. Raises UnknownArticle."""
    article(Streams(store), ids, article_id)
    for placed in store.history(ids.article(article_id)):
        event, cause = placed.event, placed.cause
        assert isinstance(event, ArticlePublished)
        yield ArticleVersion(
            event.version,
            cause.occurred_at,
            cause.actor,
            cause.authority,
            event.personal.title,
            event.personal.text,
            event.from_case,
        )
