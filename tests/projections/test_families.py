from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Engine

from domain.case import events as case
from projections.as_of import case_at, cases_at
from projections.catalog import VIEWS
from projections.queries.case_row import CaseRow
from projections.queries.cases import CaseFilter, list_cases
from projections.queries.families import are_there_families, families, list_families
from projections.queries.feed import link_blocks
from projections.reading import Reader
from projections.runner import Runner
from tests.projections.histories import NOON, History, ListLog, named

pytestmark = pytest.mark.postgres
HOUR = timedelta(hours=1)


class Families(History):
    def tie(self, parent: str, child: str, hour: float) -> None:
        one, other = named("case", parent), named("case", child)
        at = NOON + hour * HOUR
        self.record(one, case.ChildLinked(other, f"N-{child}"), at)
        self.record(other, case.ParentLinked(one, f"N-{parent}"), at)

    def untie(self, parent: str, child: str, hour: float) -> None:
        one, other = named("case", parent), named("case", child)
        at = NOON + hour * HOUR
        self.record(one, case.ChildDetached(other), at)
        self.record(other, case.ParentDetached(one), at)


def opened(*numbers: str) -> Families:
    """One an hour."""
    history = Families()
    for hour, number in enumerate(numbers):
        history.open(number, NOON + hour * HOUR, customer=number)
    return history


def taken(engine: Engine, history: History) -> Reader:
    Runner(engine, ListLog(history.placed()), VIEWS).catch_up()
    return Reader(engine)


def numbers(cases: list[CaseRow]) -> list[str]:
    return [each.number for each in cases]


def at_end(history: History, **asked: Any) -> list[CaseRow]:
    log = ListLog(history.placed())
    parents = cases_at(log, log.position(), CaseFilter(parents=True, **asked), sort="created")
    return list(families(parents.cases, cases_at(log, log.position()).cases))


@pytest.mark.requirement("D-34")
@pytest.mark.requirement("D-35")
@pytest.mark.requirement("D-36")
def test_parents_come_first_and_their_children_directly_under_them(engine: Engine) -> None:
    history = opened("1", "2", "3", "4", "5", "6", "7")
    for parent, child in (("2", "6"), ("4", "1"), ("2", "3")):
        history.tie(parent, child, 10)
    with taken(engine, history).reading() as reading:
        page = list_families(reading, CaseFilter(), sort="created")
        assert numbers(page.cases) == ["N-4", "N-1", "N-2", "N-3", "N-6"]
        every = list_cases(reading, CaseFilter(), sort="created")
        assert numbers(every.cases) == [f"N-{n}" for n in (7, 6, 5, 4, 3, 2, 1)]
    assert numbers(at_end(history)) == numbers(page.cases)


def test_a_page_tears_no_family_apart_and_other_filters_choose_parents(engine: Engine) -> None:
    history = opened("1", "2", "3", "4", "5")
    for parent, child in (("2", "1"), ("2", "3"), ("5", "4")):
        history.tie(parent, child, 10)
    with taken(engine, history).reading() as reading:
        first = list_families(reading, CaseFilter(), sort="created", limit=1)
        rest = list_families(reading, CaseFilter(), sort="created", limit=1, cursor=first.next)
        assert numbers(first.cases) == ["N-5", "N-4"]
        assert numbers(rest.cases) == ["N-2", "N-1", "N-3"]
        assert rest.next is None
        of_two = list_families(reading, CaseFilter(customer_id="2"), sort="created")
        assert numbers(of_two.cases) == ["N-2", "N-1", "N-3"]
    assert numbers(at_end(history, customer_id="2")) == numbers(of_two.cases)


@pytest.mark.requirement("D-57")
def test_without_linked_cases_the_filter_is_not_offered(engine: Engine) -> None:
    history = opened("1", "2")
    with taken(engine, history).reading() as reading:
        assert not are_there_families(reading)
    history.tie("1", "2", 3)
    with taken(engine, history).reading() as reading:
        assert are_there_families(reading)
    history.untie("1", "2", 4)
    with taken(engine, history).reading() as reading:
        assert not are_there_families(reading)
        assert list_families(reading, CaseFilter()).cases == []


def feed(history: History, number: str) -> list[tuple[str, str, float | None]]:
    log = ListLog(history.placed())
    shown = case_at(log, log.position(), UUID(str(named("case", number))))
    assert shown is not None
    return [
        (each.kind, each.number, (each.at - NOON) / HOUR if each.at is not None else None)
        for each in link_blocks(shown.case, shown.timeline)
    ]


@pytest.mark.requirement("D-31")
@pytest.mark.requirement("D-32")
@pytest.mark.requirement("D-33")
def test_children_stand_in_the_feed_where_they_were_made_and_the_parent_first_of_all() -> None:
    history = opened("1", "2", "3")
    history.tie("1", "2", 5)
    history.answer("a", named("case", "1"), NOON + 6 * HOUR)
    history.tie("1", "3", 7)
    assert feed(history, "1") == [("child", "N-2", 5), ("child", "N-3", 7)]
    assert feed(history, "2") == [("parent", "N-1", None)]


def test_a_detached_child_leaves_the_feed_and_comes_back_where_it_is_tied_again() -> None:
    history = opened("1", "2", "3")
    history.tie("1", "2", 5)
    history.tie("1", "3", 6)
    history.untie("1", "2", 7)
    assert (feed(history, "1"), feed(history, "2")) == ([("child", "N-3", 6)], [])
    history.tie("1", "2", 8)
    assert feed(history, "1") == [("child", "N-3", 6), ("child", "N-2", 8)]
