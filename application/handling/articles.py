"""The knowledge base: articles, and the cases whose solution they hold."""

from __future__ import annotations

from application.handling.cases import Facts, facts_of
from application.unit import Unit
from domain.article.aggregate import Article
from domain.article.commands import AddArticle, ChangeArticle, LinkArticle, UnlinkArticle
from domain.article.events import ArticleText
from domain.article.words import telling_words
from domain.case.aggregate import Case, visible
from domain.case.errors import NothingToChange
from domain.policy.document import Policy

OFFERED = 5


def add(command: AddArticle, unit: Unit, expected_version: int | None) -> Facts:
    """Raises ArticleExists, UnknownCase."""
    article = _article(command.article_id, unit)
    text = ArticleText(visible(command.title, "title"), visible(command.text, "text"))
    article.add(command.article_id, text, command.case_id, cause=unit.cause)
    facts: Facts = {"article": command.article_id, "article_version": article.published}
    if command.case_id is not None:
        case = unit.case(command.case_id)
        case.must_be_at(expected_version)
        case.link_article(command.article_id, cause=unit.cause)
        facts |= facts_of(case)
    return facts


def change(command: ChangeArticle, unit: Unit, _: int | None) -> Facts:
    """Raises UnknownArticle, NothingToChange."""
    if command.title is None and command.text is None:
        raise NothingToChange(field="title or text")
    article = _article(command.article_id, unit)
    title = visible(command.title, "title") if command.title is not None else None
    text = visible(command.text, "text") if command.text is not None else None
    article.change(command.article_id, title, text, cause=unit.cause)
    return {"article": command.article_id, "article_version": article.published}


def link(command: LinkArticle, unit: Unit, expected_version: int | None) -> Facts:
    """Raises UnknownArticle, UnknownCase."""
    _article(command.article_id, unit).must_be_known(command.article_id)
    case = unit.case(command.case_id)
    case.must_be_at(expected_version)
    case.link_article(command.article_id, cause=unit.cause)
    return facts_of(case) | {"article": command.article_id}


def unlink(command: UnlinkArticle, unit: Unit, expected_version: int | None) -> Facts:
    """Raises NotLinked, UnknownCase."""
    case = unit.case(command.case_id)
    case.must_be_at(expected_version)
    case.unlink_article(command.article_id, cause=unit.cause)
    return facts_of(case) | {"article": command.article_id}


def suggest(case: Case, policy: Policy, unit: Unit) -> None:
    """After a resolve, where the policy asks for it and the case names no article: what exists is
    looked through first (C-57)."""
    if policy.resolve.kb_suggest and not case.articles:
        words = telling_words(case.title or "")
        existing = unit.articles_with_any(words, limit=OFFERED) if words else []
        case.suggest_article(existing, cause=unit.cause)


def _article(article_id: str, unit: Unit) -> Article:
    return unit.get(Article, unit.ids.article(article_id))
