"""What is folded in memory equals what PostgreSQL holds, whatever happened."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, text

from domain.case import events as case
from domain.message import events as message
from projections.as_of import MomentError, Occurred, case_at, cases_at, events_until, fold
from projections.catalog import VIEWS
from projections.checking import check_statistics
from projections.queries.case_messages import messages_of
from projections.queries.cases import CaseFilter, list_cases
from projections.queries.timeline import case_timeline
from projections.reading import Reader
from projections.runner import Runner
from tests.projections.histories import NOON, History, ListLog
from tests.projections.tables import folded, stored
from tests.projections.test_running import busy

pytestmark = pytest.mark.postgres

MINUTE = timedelta(minutes=1)

CATEGORIES = st.sampled_from(["new", "open", "waiting_customer", "on_hold"])
TEXT = st.text(st.characters(exclude_characters="\x00", codec="utf-8"), max_size=8)
VALUES = st.none() | st.booleans() | st.integers(-(2**40), 2**40) | TEXT
EVENTS: st.SearchStrategy[Any] = st.one_of(
    st.builds(case.StatusChanged, TEXT, TEXT, CATEGORIES),
    st.builds(case.CaseResolved, st.integers(1, 9), TEXT, TEXT, st.just("resolved")),
    st.builds(case.CaseClosed, TEXT, TEXT, st.just("closed")),
    st.builds(
        case.CaseReopened,
        st.sampled_from(["customer_message", "agent"]),
        TEXT,
        st.sampled_from(["resolved", "closed", "waiting_customer"]),
        TEXT,
        st.just("open"),
        cleared_assignee=st.none() | TEXT,
    ),
    st.builds(case.AssigneeChanged, TEXT),
    st.builds(case.AssigneeCleared, TEXT),
    st.builds(case.GroupChanged, st.none() | TEXT),
    st.builds(case.PriorityChanged, TEXT),
    st.builds(case.TitleChanged, st.builds(case.TitleText, TEXT)),
    st.builds(case.LabelAdded, TEXT),
    st.builds(case.LabelRemoved, TEXT),
    st.builds(case.FieldSet, TEXT, st.builds(case.FieldValue, VALUES)),
    st.builds(case.ChildLinked, st.uuids(), TEXT),
    st.builds(case.ParentLinked, st.uuids(), TEXT),
    st.builds(case.ParentDetached, st.uuids()),
    st.builds(case.FollowUpLinked, st.sampled_from(["original", "follow_up"]), st.uuids(), TEXT),
    st.builds(case.NoteAdded, st.uuids(), st.builds(case.NoteText, TEXT)),
)
TIMES = st.integers(-3000, 3000).map(lambda minutes: NOON + minutes * MINUTE)
STEPS = st.lists(
    st.tuples(st.sampled_from(["open", "in", "out", "park", "leave", "echo", "event"]),
              st.integers(0, 3), TIMES, EVENTS),
    max_size=60,
)  # fmt: skip


def history_of(steps: list[tuple[str, int, datetime, Any]]) -> History:
    history = History()
    cases = [history.open("first")]
    answers = []
    for n, (what, which, at, event) in enumerate(steps):
        word, id = str(n), cases[which % len(cases)]
        if what == "open":
            cases.append(history.open(word, at, profile=f"p-{which % 2}", customer=f"c-{which}"))
        elif what == "in":
            history.receive(word, at, case_id=id)
        elif what == "out":
            answers.append(history.answer(word, id, at))
        elif what == "park":
            history.record(history.park(word, at), message.MessageEscalated(id), at)
        elif what == "leave":
            history.leave(word, at)
        elif what == "echo" and answers:
            history.record(answers[-1], message.MessageEchoed(word, at, history.source()), at)
        elif what == "event":
            history.record(id, event, at, f"agent:{which}")
    return history


@pytest.mark.slow
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS, page=st.integers(1, 40))
def test_whatever_happens_the_views_equal_a_fold_of_the_log(
    engine: Engine, steps: list[tuple[str, int, datetime, Any]], page: int
) -> None:
    _empty(engine)
    log = ListLog(history_of(steps).placed())
    runner = Runner(engine, log, VIEWS, page=page)
    runner.catch_up()
    assert runner.stopped == frozenset()
    tables, position = fold(events_until(log, log.position()), VIEWS)
    assert position == log.position()
    for view in VIEWS:
        assert stored(engine, view) == folded(tables, view)
    with Reader(engine).reading() as reading:
        assert check_statistics(log, reading).differences == []


def _empty(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM view_positions"))
        for view in VIEWS:
            for table in view.tables:
                connection.execute(text(f"TRUNCATE views_a.{table.name}"))


def test_the_list_at_the_end_of_the_log_is_the_list_of_now(engine: Engine) -> None:
    log = ListLog(busy().placed())
    Runner(engine, log, VIEWS).catch_up()
    with Reader(engine).reading() as reading:
        for asked in (CaseFilter(), CaseFilter(is_open=True), CaseFilter(customer_id="c-2")):
            live = list_cases(reading, asked, limit=100)
            past = cases_at(log, log.position(), asked)
            assert (past.cases, past.position) == (live.cases, live.position)


def test_a_case_at_the_end_of_the_log_is_the_case_of_now(engine: Engine) -> None:
    log = ListLog(busy().placed())
    Runner(engine, log, VIEWS).catch_up()
    found = case_at(log, log.position(), "N-3")
    assert found is not None
    with Reader(engine).reading() as reading:
        assert found.messages == messages_of(reading, found.case.case_id).messages
        assert found.timeline == case_timeline(reading, found.case.case_id)


def test_a_case_is_shown_as_it_was_at_a_position_and_at_an_instant() -> None:
    history = History()
    id = history.open("1")
    history.receive("1.1", NOON, case_id=id)
    before = len(history.recorded)
    history.resolve(id, NOON + 10 * MINUTE)
    log = ListLog(history.placed())
    for moment in (before, NOON + 10 * MINUTE, NOON + 9 * MINUTE):
        found = case_at(log, moment, id)
        assert found is not None
        assert (found.case.status, found.position, len(found.messages)) == ("new", before, 1)
    later = case_at(log, NOON + 10 * MINUTE + timedelta(seconds=1), "N-1")
    assert later is not None
    assert later.case.status == "resolved"
    assert case_at(log, 1, id) is None
    assert cases_at(log, 0).cases == []


def test_what_had_happened_by_an_instant_counts_whenever_it_was_recorded() -> None:
    history = History()
    id = history.open("1", NOON + 5 * MINUTE)
    history.receive("1.1", NOON + 5 * MINUTE, case_id=id)
    history.receive("late", NOON, case_id=id)
    history.resolve(id, NOON + 10 * MINUTE)
    log = ListLog(history.placed())
    assert cases_at(log, Occurred(NOON)).cases == []
    assert case_at(log, Occurred(NOON + MINUTE), id) is None
    then = case_at(log, Occurred(NOON + 9 * MINUTE), "N-1")
    assert then is not None
    assert (then.case.status, len(then.messages)) == ("new", 2)
    assert then.position == log.position()
    (resolved,) = cases_at(log, Occurred(NOON + 10 * MINUTE)).cases
    assert resolved.status == "resolved"


@pytest.mark.slow
def test_by_the_last_instant_everything_had_happened() -> None:
    log = ListLog(busy().placed())
    now = cases_at(log, log.position())
    instants = sorted({each.occurred_at for each in log.events(0, 10_000)})
    assert cases_at(log, Occurred(instants[-1])) == now
    for instant in instants:
        for each in cases_at(log, Occurred(instant)).cases:
            found = case_at(log, Occurred(instant), each.case_id)
            assert found is not None
            assert found.case == each
            assert each.created_at <= instant


def test_an_instant_without_a_zone_is_refused() -> None:
    naive = datetime(2030, 1, 1, tzinfo=UTC).replace(tzinfo=None)
    for moment in (naive, Occurred(naive)):
        with pytest.raises(MomentError, match="no time zone"):
            cases_at(ListLog([]), moment)
