"""Our own answer, which the channel first showed without our id: one message in every view."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import Engine

from domain.case.commands import AnswerCase
from projections.catalog import VIEWS
from projections.checking import check_statistics
from projections.placed import Placed
from projections.queries.case_messages import messages_of
from projections.queries.cases import CaseFilter, list_cases
from projections.queries.days import Period
from projections.queries.intake_ledger import Became, intake_ledger
from projections.queries.messages import find_external, find_message
from projections.queries.statistics import report
from projections.queries.timeline import case_timeline
from projections.reading import Reader, Reading
from projections.runner import Runner
from tests.projections.histories import ListLog
from tests.support import controls
from tests.support.controls_channel import NOON, Channel, hours

pytestmark = pytest.mark.postgres
NEXT_DAY = 24
DAYS = Period(NOON.date(), NOON.date() + timedelta(days=2))


class Shown:
    """Ann wrote and was answered; a day later the channel showed the answer twice."""

    def __init__(self) -> None:
        self.engine = controls.Engine()
        self.engine.profile("emplifi")
        self.care = Channel()
        self.engine.hear(self.care, self.care.message("1"))
        self.case_id = self.engine.open_case().id
        command = AnswerCase(case_id=self.case_id, text="It is on its way.")
        self.answer = UUID(self.engine.do(command, at=hours(1)).facts["message_id"])
        at = hours(NEXT_DAY)
        self.engine.hear(self.care, self.care.message("x", at, by="agent"))
        ours = self.care.message("x", at, by="agent", outbound_id=str(self.answer))
        self.engine.hear(self.care, ours)

    @property
    def native(self) -> UUID:
        return self.engine.message_id("x")

    @property
    def log(self) -> ListLog:
        read = self.engine.store.read_log(limit=1_000)
        return ListLog(Placed(each.position, each.recorded) for each in read)


@pytest.fixture(scope="module")
def shown() -> Shown:
    return Shown()


@pytest.fixture(params=[1, 1_000])
def reader(engine: Engine, shown: Shown, request: pytest.FixtureRequest) -> Reader:
    Runner(engine, shown.log, VIEWS, page=request.param).catch_up()
    return Reader(engine)


def test_the_case_shows_the_answer_once(reader: Reader, shown: Shown) -> None:
    with reader.reading() as reading:
        found = messages_of(reading, shown.case_id)
        assert ([each.message_id for each in found.messages][1:], found.total) == (
            [shown.answer],
            2,
        )
        assert _counted(reading) == (1, 1)


def _counted(reading: Reading) -> tuple[int, int]:
    (row,) = list_cases(reading, CaseFilter()).cases
    return row.messages_in, row.messages_out


def test_the_copy_is_kept_and_flagged(reader: Reader, shown: Shown) -> None:
    with reader.reading() as reading:
        copy = find_message(reading, shown.native)
        assert copy is not None
        assert (copy.second_copy_of, copy.place, copy.case_id) == (shown.answer, "echo", None)
        both = [each.message_id for each in find_external(reading, "care", "x")]
        assert both == [shown.answer, shown.native]
        told = [each.topic for each in case_timeline(reading, shown.case_id)]
        assert "case.message_detached" in told


def test_statistics_count_it_once_on_the_day_of_the_answer(reader: Reader, shown: Shown) -> None:
    with reader.reading() as reading:
        assert check_statistics(shown.log, reading).differences == []
        found = report(reading, DAYS)
        sent = {day.day: each.messages_out for (_, day), each in found.days.items()}
    assert sent[NOON.day] == 1
    assert sent[NOON.day + 1] == 0
    assert found.totals["care"].messages_out == 1


def test_the_law_counts_each_record_once(reader: Reader, shown: Shown) -> None:
    with reader.reading() as reading:
        became = intake_ledger(reading).of_topic(shown.care.topic_id)
    (position,) = shown.engine.store.ledger.positions()
    assert became == Became(attached=2, applied=1)
    assert became.total == position.records == 3
