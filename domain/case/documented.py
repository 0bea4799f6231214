"""A case and the articles that hold its solution (C-40, C-57 to C-59). A final case takes links."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from domain.case.article_events import ArticleLinked, ArticleSuggested, ArticleUnlinked
from domain.case.errors import NotLinked
from domain.case.state import CaseState
from domain.kernel import Cause, Recorded, evolves


class Documented(CaseState):
    def __init__(self, id: UUID) -> None:
        super().__init__(id)
        self.articles: dict[str, None] = {}

    def link_article(self, article_id: str, *, cause: Cause) -> None:
        if article_id not in self.articles:
            self.record(ArticleLinked(article_id), cause)

    def unlink_article(self, article_id: str, *, cause: Cause) -> None:
        """Raises NotLinked."""
        if article_id not in self.articles:
            raise NotLinked(case_id=self.id, number=self.number, article=article_id)
        self.record(ArticleUnlinked(article_id), cause)

    def suggest_article(self, existing: Sequence[str], *, cause: Cause) -> None:
        """What was found is offered first; with nothing found a new article is."""
        self.record(ArticleSuggested(tuple(existing)), cause)

    @evolves(ArticleLinked)
    def _article_linked(self, recorded: Recorded[ArticleLinked]) -> None:
        self.articles[recorded.event.article_id] = None

    @evolves(ArticleUnlinked)
    def _article_unlinked(self, recorded: Recorded[ArticleUnlinked]) -> None:
        self.articles.pop(recorded.event.article_id, None)

    @evolves(ArticleSuggested)
    def _article_suggested(self, _: Recorded[ArticleSuggested]) -> None:
        """The timeline shows it; no decision needs it."""
