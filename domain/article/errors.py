"""Why an article could not be changed, found or linked."""

from __future__ import annotations

from domain.errors import Rejection


class UnknownArticle(Rejection):
    code = "unknown_article"


class ArticleExists(Rejection):
    """The id is taken; change that article, or choose another id."""

    code = "article_exists"
