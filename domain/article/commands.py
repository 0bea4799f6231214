"""What a person may ask of the knowledge base."""

from __future__ import annotations

from uuid import UUID

import msgspec


class AddArticle(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """Publish an article. With `case_id` it is made from that case and linked to it (C-59)."""

    article_id: str
    title: str
    text: str
    case_id: UUID | None = None


class ChangeArticle(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """None leaves as it is."""

    article_id: str
    title: str | None = None
    text: str | None = None


class LinkArticle(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """Name an article that holds the case's solution (C-40)."""

    case_id: UUID
    article_id: str


class UnlinkArticle(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    case_id: UUID
    article_id: str
