from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, text

from projections import case_list, lookup
from projections.catalog import VIEWS
from projections.placed import Placed
from projections.rebuild import BuildProgress, RebuildError, rebuild, switch_back
from projections.runner import Runner
from projections.slots import serving
from projections.status import view_statuses
from projections.view import View
from tests.projections.histories import NOON, ListLog
from tests.projections.tables import stored
from tests.projections.test_running import busy, poisoned

pytestmark = pytest.mark.postgres


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.name)
def test_a_rebuilt_view_equals_the_live_one_row_by_row(engine: Engine, view: View) -> None:
    log = ListLog(busy().placed())
    Runner(engine, log, VIEWS).catch_up()
    live = stored(engine, view)
    built = rebuild(engine, log, view, page=11)
    assert built.differing == 0
    assert built.slot == "b"
    assert stored(engine, view) == live
    assert built.rows == {name: len(rows) for name, rows in live.items()}
    again = rebuild(engine, log, view)
    assert (again.differing, again.slot) == (0, "a")


def test_a_rebuild_repairs_and_counts_what_was_wrong(engine: Engine) -> None:
    log = ListLog(busy().placed())
    Runner(engine, log, VIEWS).catch_up()
    right = stored(engine, lookup.view)
    with engine.begin() as connection:
        connection.execute(text("UPDATE views_a.lookup SET assignee = 'eve' WHERE number = 'N-3'"))
        connection.execute(text("DELETE FROM views_a.lookup WHERE number = 'N-4'"))
    built = rebuild(engine, log, lookup.view)
    assert built.differing == 3
    assert stored(engine, lookup.view) == right


def test_the_old_rows_serve_while_the_new_ones_are_built(engine: Engine) -> None:
    log = ListLog(busy().placed())
    Runner(engine, log, VIEWS).catch_up()
    seen: list[BuildProgress] = []

    def watch(progress: BuildProgress) -> None:
        seen.append(progress)
        assert len(stored(engine, case_list.view)["cases"]) == 12
        status = view_statuses(engine, log, [case_list.view])[0]
        assert (status.state, status.building_position) == ("current", progress.position)

    rebuild(engine, log, case_list.view, page=20, progress=watch)
    assert [each.position for each in seen][:3] == [0, 20, 40]
    assert {each.head for each in seen} == {log.position()}
    assert view_statuses(engine, log, [case_list.view])[0].building_position is None


class GrowingLog(ListLog):
    """Others write, and the live view takes it, while a rebuild reads."""

    def __init__(self, placed: Sequence[Placed[Any]], engine: Engine) -> None:
        super().__init__(placed[:60])
        self._rest = list(placed[60:])
        self._engine = engine

    def events(self, after: int, limit: int) -> Sequence[Placed[Any]]:
        if after >= 40 and self._rest:
            self.placed.append(self._rest.pop(0))
            Runner(self._engine, ListLog(self.placed), [lookup.view]).catch_up()
        return super().events(after, limit)


def test_what_is_written_during_a_rebuild_is_in_it(engine: Engine) -> None:
    placed = busy().placed()
    Runner(engine, ListLog(placed[:60]), VIEWS).catch_up()
    log = GrowingLog(placed, engine)
    built = rebuild(engine, log, lookup.view, page=20)
    assert built.differing == 0
    Runner(engine, ListLog(placed), [lookup.view]).catch_up()
    switched = stored(engine, lookup.view)
    rebuild(engine, ListLog(placed), lookup.view)
    assert stored(engine, lookup.view) == switched


def test_after_a_switch_back_the_runner_takes_what_was_missed(engine: Engine) -> None:
    placed = busy().placed()
    Runner(engine, ListLog(placed[:50]), [lookup.view]).catch_up()
    rebuild(engine, ListLog(placed[:50]), lookup.view)
    Runner(engine, ListLog(placed), [lookup.view]).catch_up()
    right = stored(engine, lookup.view)
    back = switch_back(engine, lookup.view)
    assert (back.slot, back.position) == ("a", 50)
    Runner(engine, ListLog(placed), [lookup.view]).catch_up()
    assert stored(engine, lookup.view) == right


def test_there_is_nothing_to_go_back_to_before_a_rebuild(engine: Engine) -> None:
    Runner(engine, ListLog([]), [lookup.view])
    with pytest.raises(RebuildError, match="nothing of this version"):
        switch_back(engine, lookup.view)


def test_a_rebuild_that_meets_a_bad_event_leaves_the_serving_rows_alone(engine: Engine) -> None:
    placed = busy().placed()
    Runner(engine, ListLog(placed), [lookup.view]).catch_up()
    right = stored(engine, lookup.view)
    bad = next(at.position for at in placed[30:] if at.event.TOPIC == "case.created")
    with pytest.raises(RebuildError, match=f"position {bad}: ValueError"):
        rebuild(engine, ListLog(placed), poisoned({bad}))
    assert stored(engine, lookup.view) == right


def test_a_stopped_view_is_healed_by_a_rebuild_to_the_end_of_the_log(engine: Engine) -> None:
    log = ListLog(busy().placed())
    bad = next(at.position for at in log.placed[30:] if at.event.TOPIC == "case.created")
    runner = Runner(engine, log, [poisoned({bad})])
    runner.catch_up()
    built = rebuild(engine, log, lookup.view)
    assert (built.position, built.differing) == (log.position(), None)
    assert view_statuses(engine, log, [lookup.view])[0].state == "current"


def test_a_new_version_is_built_while_the_old_one_serves(engine: Engine) -> None:
    log = ListLog(busy().placed())
    Runner(engine, log, [lookup.view]).catch_up()
    newer = View("lookup", lookup.view.version + 1, lookup.PAIRS)
    newer._handlings = lookup.view._handlings
    assert view_statuses(engine, log, [newer])[0].state == "stale"
    rebuild(engine, log, newer)
    with engine.connect() as connection:
        at = serving(connection)["lookup"]
    assert (at.version, at.slot, at.position) == (newer.version, "b", log.position())


def test_two_rebuilds_of_one_view_do_not_run_at_once(engine: Engine) -> None:
    log = ListLog(busy().placed())
    Runner(engine, log, [lookup.view]).catch_up()

    def second(_: BuildProgress) -> None:
        with pytest.raises(RebuildError, match="running already"):
            rebuild(engine, log, lookup.view)

    rebuild(engine, log, lookup.view, progress=second)


def test_status_tells_how_far_each_view_is(engine: Engine) -> None:
    placed = busy().placed()
    Runner(engine, ListLog(placed[:50]), [lookup.view]).catch_up()
    behind, missing = view_statuses(engine, ListLog(placed), [lookup.view, case_list.view])
    assert (behind.state, behind.position, behind.lag) == ("behind", 50, len(placed) - 50)
    assert behind.waiting_since == placed[50].recorded.recorded_at
    assert behind.waiting_since is not None
    assert behind.waiting_since > NOON - timedelta(days=1)
    assert missing.state == "missing"
