"""890 incidents of a real service desk under the Creatio preset, with its status flags as data."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from projections import case_list, statistics
from projections.as_of import fold
from projections.case_table import CASES
from projections.placed import Placed
from projections.statistics_tables import FACTS
from projections.storage.memory import MemoryTables
from tests.acceptance.servicenow import Replay, oracle, rows
from tests.support.controls import Engine

pytestmark = [pytest.mark.real_data, pytest.mark.slow]


@pytest.fixture(scope="module")
def played() -> Engine:
    engine = Engine()
    replay = Replay(engine)
    for row in rows():
        replay.play(row)
    return engine


@pytest.fixture(scope="module")
def views(played: Engine) -> MemoryTables:
    log = played.store.read_log(limit=1_000_000)
    events = (Placed(each.position, each.recorded) for each in log)
    return fold(events, [case_list.view, statistics.view])[0]


@pytest.fixture(scope="module")
def cases(views: MemoryTables) -> list[dict[str, Any]]:
    return views.rows(CASES)


def test_every_row_was_played() -> None:
    assert len(rows()) == oracle()["rows"]


@pytest.mark.requirement("C-46")
@pytest.mark.requirement("C-47")
def test_every_incident_is_one_case_and_all_are_closed(cases: list[dict[str, Any]]) -> None:
    truth = oracle()
    assert len(cases) == truth["incidents"] == 890
    states = Counter((each["status"], each["category"], each["case_type"]) for each in cases)
    assert states == {("Closed", "closed", "incident"): truth["last_state_closed"]}


@pytest.mark.requirement("C-44")
@pytest.mark.requirement("C-50")
def test_so_many_were_reopened_so_often(cases: list[dict[str, Any]], views: MemoryTables) -> None:
    truth = oracle()
    assert sum(each["reopens"] > 0 for each in cases) == truth["reopened_incidents"] == 10
    assert sum(each["reopens"] for each in cases) == truth["reopenings"] == 11
    measures = Counter(each["measure"] for each in views.rows(FACTS))
    assert (measures["reopened"], measures["closed"]) == (11, 890)


def test_each_caller_and_what_he_first_wrote_about_is_kept_apart(
    cases: list[dict[str, Any]],
) -> None:
    truth = oracle()
    pairs = {(each["customer_id"], each["title"]) for each in cases}
    assert len({each["customer_id"] for each in cases}) == truth["callers"]
    assert len(pairs) == truth["caller_category_pairs"]


def test_fields_hold_what_was_last_said(cases: list[dict[str, Any]]) -> None:
    truth = oracle()
    reassigned = [int(each["fields"]["reassignment_count"]) for each in cases]
    assert sum(reassigned) == truth["reassignments"]
    assert reassigned.count(0) == truth["never_reassigned"]
    kept = Counter(each["fields"]["made_sla"] for each in cases)
    assert kept == {"TRUE": truth["made_sla"], "FALSE": truth["missed_sla"]}


def test_nobody_waits_in_the_queue_any_more(played: Engine) -> None:
    assert played.store.ledger.waiting("desk") == []
