"""The knowledge base: articles linked to cases, and suggested where that is switched on."""

from __future__ import annotations

from uuid import UUID

import pytest

from application.looking.articles import article, articles, history
from application.looking.streams import Streams
from domain.article.commands import AddArticle, ChangeArticle, LinkArticle, UnlinkArticle
from domain.article.errors import ArticleExists, UnknownArticle
from domain.case.aggregate import Case
from domain.case.article_events import ArticleLinked, ArticleSuggested
from domain.case.commands import ChangeStatus, CloseCase, ReopenCase, ResolveCase, UpdateCase
from domain.case.errors import EmptyText, NothingToChange, NotLinked, UnknownCase
from tests.application.creatio.desk import writes
from tests.support.controls import Engine
from tests.support.controls_channel import Channel


def case_of(engine: Engine, *, suggests: bool = True, title: str = "The cable is broken") -> Case:
    changes = {"kb_suggest": True} if suggests else {}
    engine.profile(engine.policy("ours", "creatio", resolve=changes))
    case = writes(engine, Channel(), "ann")
    engine.do(UpdateCase(case_id=case.id, title=title))
    return case


def add(engine: Engine, id: str, title: str, case_id: UUID | None = None) -> None:
    engine.do(AddArticle(article_id=id, title=title, text="Buy a new one.", case_id=case_id))


def suggested(engine: Engine) -> list[tuple[str, ...]]:
    return [each.existing for each in engine.events(ArticleSuggested.TOPIC)]


@pytest.mark.requirement("C-40")
def test_an_article_is_named_in_a_case(engine: Engine) -> None:
    case = case_of(engine)
    add(engine, "cables", "Broken cables")

    for _ in range(2):
        engine.do(LinkArticle(case_id=case.id, article_id="cables"))

    assert list(engine.case(case.id).articles) == ["cables"]
    assert engine.events(ArticleLinked.TOPIC) == [ArticleLinked("cables")]


@pytest.mark.requirement("C-40")
def test_a_link_is_taken_away_again(engine: Engine) -> None:
    case = case_of(engine)
    add(engine, "cables", "Broken cables", case.id)

    engine.do(UnlinkArticle(case_id=case.id, article_id="cables"))

    assert not engine.case(case.id).articles
    with pytest.raises(NotLinked):
        engine.do(UnlinkArticle(case_id=case.id, article_id="cables"))


@pytest.mark.requirement("C-42")
def test_unless_it_is_switched_on_nothing_is_suggested(engine: Engine) -> None:
    case = case_of(engine, suggests=False)
    engine.do(ResolveCase(case_id=case.id))
    engine.profile("creatio", name="shipped")
    shipped = Channel("shipped", partition=1)
    engine.hear(shipped, shipped.message("zoe", customer="zoe"))
    engine.do(ResolveCase(case_id=engine.open_case("zoe", profile="shipped").id))

    assert suggested(engine) == []


@pytest.mark.requirement("C-41")
@pytest.mark.requirement("C-43")
@pytest.mark.requirement("C-57")
def test_where_none_exists_a_new_one_is_suggested(engine: Engine) -> None:
    case = case_of(engine)
    add(engine, "plugs", "Loose plugs")

    engine.do(ResolveCase(case_id=case.id))

    assert suggested(engine) == [()]


@pytest.mark.requirement("C-57")
def test_those_that_exist_are_looked_through_first(engine: Engine) -> None:
    case = case_of(engine)
    add(engine, "plugs", "Loose plugs")
    add(engine, "broken", "Whatever is broken")
    add(engine, "cables", "A broken cable")

    engine.do(ChangeStatus(case_id=case.id, status="Resolved"))

    assert suggested(engine) == [("cables", "broken")]


@pytest.mark.parametrize("title", ["The of it", "No"])
def test_words_that_say_nothing_find_nothing(engine: Engine, title: str) -> None:
    case = case_of(engine, title=title)
    add(engine, "no", "No is the of it")
    engine.do(ResolveCase(case_id=case.id))
    assert suggested(engine) == [()]


def test_a_case_that_names_an_article_needs_no_suggestion(engine: Engine) -> None:
    case = case_of(engine)
    add(engine, "cables", "Broken cables", case.id)
    engine.do(ResolveCase(case_id=case.id))
    engine.do(ReopenCase(case_id=case.id))
    engine.do(ResolveCase(case_id=case.id))
    assert suggested(engine) == []


@pytest.mark.requirement("C-55")
@pytest.mark.requirement("C-58")
@pytest.mark.requirement("C-59")
def test_an_article_made_from_a_case_is_linked_to_it(engine: Engine) -> None:
    case = case_of(engine)
    engine.do(ResolveCase(case_id=case.id))
    engine.do(CloseCase(case_id=case.id))
    assert suggested(engine) == [()]

    add(engine, "cables", "Broken cables", case.id)

    assert list(engine.case(case.id).articles) == ["cables"]
    (first,) = history(engine.store, engine.ids, "cables")
    assert (first.from_case, first.actor) == (case.id, "agent:ann")


def test_a_change_is_a_version_and_the_same_again_is_none(engine: Engine) -> None:
    add(engine, "cables", "Broken cables")
    for _ in range(2):
        engine.do(ChangeArticle(article_id="cables", text="Ask the depot."))

    told = [(each.version, each.text) for each in history(engine.store, engine.ids, "cables")]

    assert told == [(1, "Buy a new one."), (2, "Ask the depot.")]
    shown = article(Streams(engine.store), engine.ids, "cables")
    assert (shown.title, shown.version) == ("Broken cables", 2)


def test_articles_are_found_by_all_of_their_words(engine: Engine) -> None:
    add(engine, "cables", "Broken cables")
    add(engine, "plugs", "Broken plugs")
    engine.do(ChangeArticle(article_id="plugs", title="Plugs"))

    def found(words: str) -> list[str]:
        return [each.id for each in articles(engine.store, engine.ids, words)]

    assert found("") == ["cables", "plugs"]
    assert found("NEW, one!") == ["cables", "plugs"]
    assert found("broken new") == ["cables"]
    assert found("broken glass") == []


def test_what_cannot_be_is_refused_and_nothing_written(engine: Engine) -> None:
    case = case_of(engine)
    add(engine, "cables", "Broken cables")
    position = engine.store.position()

    for command, refusal in (
        (AddArticle(article_id="cables", title="a", text="b"), ArticleExists),
        (AddArticle(article_id="new", title=" ", text="b"), EmptyText),
        (AddArticle(article_id="new", title="a", text="b", case_id=UUID(int=9)), UnknownCase),
        (ChangeArticle(article_id="none", text="a"), UnknownArticle),
        (ChangeArticle(article_id="cables"), NothingToChange),
        (ChangeArticle(article_id="cables", text=" "), EmptyText),
        (LinkArticle(case_id=case.id, article_id="none"), UnknownArticle),
        (UnlinkArticle(case_id=case.id, article_id="none"), NotLinked),
    ):
        with pytest.raises(refusal):
            engine.do(command)

    assert engine.store.position() == position
