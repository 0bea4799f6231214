from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from sqlalchemy import Engine, text

from domain.case import events as case
from projections import case_list, lookup
from projections.catalog import VIEWS
from projections.placed import Placed
from projections.queries.cases import find_case
from projections.reading import Reader
from projections.rows import Rows
from projections.runner import Runner
from projections.slots import standings
from projections.view import View
from tests.projections.histories import NOON, History, ListLog
from tests.projections.tables import stored

HOUR = timedelta(hours=1)
pytestmark = pytest.mark.postgres


def busy(cases: int = 12) -> History:
    history = History()
    for n in range(cases):
        id = history.open(str(n), NOON + n * HOUR, customer=f"c-{n % 5}")
        history.receive(f"{n}.1", NOON + n * HOUR, case_id=id)
        history.answer(f"{n}.2", id, NOON + (n + 1) * HOUR)
        history.resolve(id, NOON + (n + 2) * HOUR)
        history.park(f"{n}.3", NOON + (n + 3) * HOUR)
    return history


def test_pages_of_any_size_lead_to_the_same_rows(engine: Engine) -> None:
    log = ListLog(busy().placed())
    Runner(engine, log, VIEWS, page=7).catch_up()
    small = {view.name: stored(engine, view) for view in VIEWS}
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM view_positions"))
        for view in VIEWS:
            for table in view.tables:
                connection.execute(text(f"TRUNCATE views_a.{table.name}"))
    Runner(engine, log, VIEWS).catch_up()
    assert {view.name: stored(engine, view) for view in VIEWS} == small


def test_a_runner_goes_on_where_another_one_ended(engine: Engine) -> None:
    placed = busy().placed()
    Runner(engine, ListLog(placed[:20]), VIEWS).catch_up()
    Runner(engine, ListLog(placed), VIEWS).catch_up()
    with engine.connect() as connection:
        assert {at.position for at in standings(connection)} == {len(placed)}
    rows = stored(engine, case_list.view)["cases"].values()
    assert [row["messages_in"] for row in rows] == [1] * 12


def test_many_runners_at_once_count_everything_once(engine: Engine) -> None:
    log = ListLog(busy(30).placed())
    runners = [Runner(engine, log, VIEWS, page=10) for _ in range(4)]
    together = Barrier(4)

    def run(runner: Runner) -> None:
        together.wait(timeout=30)
        runner.catch_up()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(run, runners))
    with engine.connect() as connection:
        assert {at.position for at in standings(connection)} == {log.position()}
    rows = stored(engine, case_list.view)["cases"].values()
    assert [(row["messages_in"], row["messages_out"]) for row in rows] == [(1, 1)] * 30
    outcomes = _outcomes(engine)
    assert sum(outcomes.values()) == 60


def _outcomes(engine: Engine) -> dict[Any, int]:
    statement = """
        SELECT outcome, CAST(sum(records) AS bigint) AS number
        FROM views_a.intake_outcomes GROUP BY outcome
    """
    with engine.connect() as connection:
        return {row.outcome: row.number for row in connection.execute(text(statement))}


class Crash(BaseException):
    """The process dies in the middle of a page."""


def test_a_crash_in_the_middle_of_a_page_leaves_nothing_half_done(engine: Engine) -> None:
    log = ListLog(busy().placed())
    dying = View("lookup", lookup.view.version, lookup.PAIRS)
    dying._handlings = dict(lookup.view._handlings)

    @dying.on(case.CaseResolved, lookup.own_row)
    def die(rows: Rows, at: Placed[case.CaseResolved]) -> None:
        lookup.resolve(rows, at)
        if at.position > 40:
            raise Crash(at.position)

    runner = Runner(engine, log, [dying], page=15)
    with pytest.raises(Crash) as crash:
        runner.catch_up()
    (died_at,) = crash.value.args
    with engine.connect() as connection:
        assert [at.position for at in standings(connection)] == [(died_at - 1) // 15 * 15]
    Runner(engine, log, [lookup.view]).catch_up()
    assert len(stored(engine, lookup.view)["lookup"]) == 12


def poisoned(broken: set[int]) -> View:
    view = View("lookup", 1, lookup.PAIRS)
    view._handlings = dict(lookup.view._handlings)

    @view.on(case.CaseCreated)
    def create(rows: Rows, at: Placed[case.CaseCreated]) -> None:
        if at.position in broken:
            raise ValueError("cannot take this")
        lookup.create(rows, at)

    return view


def test_a_bad_event_stops_its_own_view_and_no_other(engine: Engine) -> None:
    placed = busy().placed()
    bad = placed[40].position
    while not isinstance(placed[bad - 1].event, case.CaseCreated):
        bad += 1
    broken = {bad}
    runner = Runner(engine, ListLog(placed), [poisoned(broken), case_list.view])
    runner.catch_up()
    with engine.connect() as connection:
        at = {each.view: each for each in standings(connection)}
    assert at["case_list"].position == len(placed)
    assert at["lookup"].position == bad - 1
    assert at["lookup"].failed_position == bad
    assert at["lookup"].error == "ValueError: cannot take this"
    assert runner.stopped == {"lookup"}

    assert runner.run_once() == 0
    broken.clear()
    Runner(engine, ListLog(placed), [poisoned(broken)]).catch_up()
    with engine.connect() as connection:
        healed = {each.view: each for each in standings(connection)}["lookup"]
    assert (healed.position, healed.failed_position, healed.error) == (len(placed), None, None)


def test_what_the_database_refuses_stops_the_view_at_the_very_event(engine: Engine) -> None:
    history = busy(4)
    history.open("bad", customer="nul \x00")
    bad = len(history.recorded) - 1
    history.open("after")
    runner = Runner(engine, ListLog(history.placed()), [lookup.view, case_list.view])
    runner.catch_up()
    with engine.connect() as connection:
        for at in standings(connection):
            assert (at.position, at.failed_position) == (bad - 1, bad)


def test_a_change_of_a_row_that_never_was_is_an_error_not_a_silence(engine: Engine) -> None:
    history = History()
    history.resolve(NOON_CASE, NOON)
    runner = Runner(engine, ListLog(history.placed()), VIEWS)
    runner.catch_up()
    assert runner.stopped == {"case_list", "lookup", "statistics"}


NOON_CASE = History().open("never")


def test_a_view_that_reads_what_it_did_not_declare_is_stopped(engine: Engine) -> None:
    careless = View("lookup", 1, lookup.PAIRS)

    @careless.on(case.CaseCreated)
    def look(rows: Rows, at: Placed[case.CaseCreated]) -> None:
        rows.get(lookup.PAIRS, at.stream_id)

    runner = Runner(engine, ListLog(busy(1).placed()), [careless])
    runner.catch_up()
    assert runner.stopped == {"lookup"}


def test_rows_of_another_version_are_left_alone(
    engine: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    log = ListLog(busy(1).placed())
    Runner(engine, log, [lookup.view]).catch_up()
    newer = View("lookup", lookup.view.version + 1, lookup.PAIRS)
    assert Runner(engine, log, [newer]).run_once() == 0
    assert "run" not in caplog.text or "caseledger views rebuild lookup" in caplog.text
    with engine.connect() as connection:
        assert [each.version for each in standings(connection)] == [lookup.view.version]


def test_a_case_can_be_found_by_its_number_or_id(engine: Engine) -> None:
    Runner(engine, ListLog(busy(2).placed()), VIEWS).catch_up()
    with Reader(engine).reading() as reading:
        found = find_case(reading, "N-1")
        assert found is not None
        assert found == find_case(reading, found.case_id)
        assert find_case(reading, "N-9") is None


def test_counters_add_up_over_pages(engine: Engine) -> None:
    Runner(engine, ListLog(busy().placed()), VIEWS, page=5).catch_up()
    statement = "SELECT measure, sum(number) FROM views_a.statistics_buckets GROUP BY measure"
    with engine.connect() as connection:
        found = dict(connection.execute(text(statement)).tuples().all())
    measures = {"created": 24, "resolved": 24, "parked": 24, "backlog": 0}
    assert found == measures | {"message_in": 24, "message_out": 24}
