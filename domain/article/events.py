"""What can happen to an article of the knowledge base."""

from __future__ import annotations

from uuid import UUID

import msgspec

from domain.kernel import Event


class ArticleText(msgspec.Struct, frozen=True, gc=False):
    title: str
    text: str


class ArticlePublished(Event, frozen=True):
    """The article as it reads from now on; versions count from 1. `from_case` is the case whose
    solution it holds, where it was made from one."""

    TOPIC = "article.published"

    article_id: str
    version: int
    personal: ArticleText
    from_case: UUID | None = None
