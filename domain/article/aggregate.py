"""An article of the knowledge base, through its versions."""

from __future__ import annotations

from uuid import UUID

from domain.article.errors import ArticleExists, UnknownArticle
from domain.article.events import ArticlePublished, ArticleText
from domain.kernel import Aggregate, Cause, Recorded, evolves


class Article(Aggregate):
    def __init__(self, id: UUID) -> None:
        super().__init__(id)
        self.article_id = ""
        self.published = 0
        self.text: ArticleText | None = None

    def add(
        self, article_id: str, text: ArticleText, from_case: UUID | None, *, cause: Cause
    ) -> None:
        """Raises ArticleExists."""
        if self.text is not None:
            raise ArticleExists(article=article_id)
        self.record(ArticlePublished(article_id, 1, text, from_case), cause)

    def change(self, article_id: str, title: str | None, text: str | None, *, cause: Cause) -> None:
        """The same again is no new version. Raises UnknownArticle."""
        now = self.must_be_known(article_id)
        changed = ArticleText(title or now.title, text or now.text)
        if changed != now:
            self.record(ArticlePublished(article_id, self.published + 1, changed), cause)

    def must_be_known(self, article_id: str) -> ArticleText:
        """Raises UnknownArticle."""
        if self.text is None:
            raise UnknownArticle(article=article_id)
        return self.text

    @evolves(ArticlePublished)
    def _published(self, recorded: Recorded[ArticlePublished]) -> None:
        self.article_id = recorded.event.article_id
        self.published = recorded.event.version
        self.text = recorded.event.personal
