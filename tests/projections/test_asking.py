from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import Engine

from domain.case import events as case
from domain.message import events as message
from projections import lookup
from projections.catalog import VIEWS
from projections.queries.case_messages import messages_of
from projections.queries.case_row import CaseRow
from projections.queries.cases import CaseFilter, Sort, list_cases
from projections.queries.cursor import CursorError
from projections.queries.inbox import list_inbox
from projections.queries.intake_ledger import Became, intake_ledger
from projections.queries.lookup import look_up
from projections.queries.messages import (
    find_external,
    find_message,
    find_record,
    record_of,
)
from projections.queries.timeline import case_timeline, message_timeline
from projections.reading import Reader, ViewNotReadyError
from projections.runner import Runner
from projections.view import View
from tests.projections.histories import NOON, TOPIC_ID, History, ListLog, named

pytestmark = pytest.mark.postgres

HOUR = timedelta(hours=1)


def taken(engine: Engine, history: History) -> Reader:
    Runner(engine, ListLog(history.placed()), VIEWS, page=3).catch_up()
    return Reader(engine)


def numbers(cases: list[CaseRow]) -> list[str]:
    return [each.number for each in cases]


def test_cases_are_found_by_every_filter(engine: Engine) -> None:
    history = History()
    one = history.open("1", customer="c-9", assignee="ann", group="vip", labels=("red", "blue"))
    history.open("2", NOON + HOUR, profile="sales", origin="manual", priority="high")
    history.resolve(one, NOON + 2 * HOUR)
    history.record(history.open("3", NOON + HOUR), case.ParentLinked(one, "N-1"), NOON + HOUR)
    questions = [
        (CaseFilter(profile_id="sales"), ["N-2"]),
        (CaseFilter(customer_id="c-9"), ["N-1"]),
        (CaseFilter(status="resolved"), ["N-1"]),
        (CaseFilter(category="new"), ["N-3", "N-2"]),
        (CaseFilter(is_open=True), ["N-3", "N-2"]),
        (CaseFilter(is_open=False), ["N-1"]),
        (CaseFilter(assignee="ann"), ["N-1"]),
        (CaseFilter(unassigned=True), ["N-3", "N-2"]),
        (CaseFilter(group_name="vip"), ["N-1"]),
        (CaseFilter(label="blue"), ["N-1"]),
        (CaseFilter(label="green"), []),
        (CaseFilter(origin="manual"), ["N-2"]),
        (CaseFilter(priority="high"), ["N-2"]),
        (CaseFilter(parent_id=one), ["N-3"]),
        (CaseFilter(assignee="ann", is_open=True), []),
    ]
    with taken(engine, history).reading() as reading:
        for asked, expected in questions:
            assert sorted(numbers(list_cases(reading, asked).cases)) == sorted(expected), asked


@pytest.mark.parametrize("sort", ["activity", "created"])
@pytest.mark.parametrize("descending", [True, False])
def test_pages_show_every_case_once_and_in_order(
    engine: Engine, sort: Sort, descending: bool
) -> None:
    history = History()
    for n in range(11):
        history.open(f"{n:02}", NOON + (n // 3) * HOUR)
    with taken(engine, history).reading() as reading:
        seen: list[CaseRow] = []
        cursor = None
        while True:
            page = list_cases(
                reading, CaseFilter(), sort=sort, descending=descending, limit=4, cursor=cursor
            )
            seen += page.cases
            if (cursor := page.next) is None:
                break
    assert len(set(numbers(seen))) == 11
    keys = [(each.created_at, each.case_id) for each in seen]
    assert keys == sorted(keys, reverse=descending)


def test_a_cursor_of_somebody_else_is_refused(engine: Engine) -> None:
    with taken(engine, History()).reading() as reading, pytest.raises(CursorError):
        list_cases(reading, CaseFilter(), cursor="hello")


@pytest.mark.requirement("E-10")
def test_a_lookup_shows_the_open_case_and_the_older_ones(engine: Engine) -> None:
    history = History()
    for n in range(3):
        id = history.open(str(n), NOON + n * HOUR)
        if n < 2:
            history.close(id, NOON + n * HOUR)
    history.open("other", customer="c-2")
    with taken(engine, history).reading() as reading:
        found = look_up(reading, "care", "c-1")
    assert [each.number for each in found.open] == ["N-2"]
    assert [each.number for each in found.older] == ["N-1", "N-0"]


def test_a_reopened_case_is_open_in_the_lookup_again(engine: Engine) -> None:
    history = History()
    id = history.open("1", assignee="ann")
    history.resolve(id, NOON)
    history.reopen(id, NOON + HOUR)
    with taken(engine, history).reading() as reading:
        (found,) = look_up(reading, "care", "c-1").open
    assert (found.status, found.assignee, found.settled_at) == ("open", "ann", None)


def test_the_inbox_shows_who_waits_longest_first_and_forgets_the_escalated(engine: Engine) -> None:
    history = History()
    history.park("late", NOON + HOUR)
    early = history.park("early", NOON)
    gone = history.park("gone", NOON)
    history.leave("left", NOON)
    id = history.open("1", origin="escalation")
    history.record(gone, message.MessageEscalated(id), NOON, "agent:ann")
    with taken(engine, history).reading() as reading:
        page = list_inbox(reading, limit=1)
        assert [each.message_id for each in page.messages] == [early]
        rest = list_inbox(reading, limit=1, cursor=page.next)
        assert [each.external_id for each in rest.messages] == ["x-late"]
        assert rest.next is None
        (escalated,) = list_inbox(reading, state="escalated").messages
        assert escalated.case_id == id
        assert len(list_inbox(reading, state="unattached", profile_id="care").messages) == 1
        assert list_inbox(reading, profile_id="sales").messages == []
        assert list_inbox(reading, customer_id="c-2").messages == []


def test_a_message_is_found_by_each_of_its_names(engine: Engine) -> None:
    history = History()
    id = history.open("1")
    received = history.receive("m", NOON, case_id=id)
    copy = history.receive("copy", NOON, case_id=id, second_copy_of=received)
    with taken(engine, history).reading() as reading:
        found = find_message(reading, received)
        assert found is not None
        assert (found.place, found.case_id, found.text) == ("attached", id, "text of m ü \\ \"'")
        assert found.decision is not None
        assert found.decision["policy_id"] == "emplifi"
        assert find_external(reading, "care", "x-m") == [found]
        record = find_record(reading, TOPIC_ID, 1, 1)
        assert record is not None
        assert (record.kind, record.stream_id) == ("received", received)
        assert record_of(reading, received) == [record]
        assert find_record(reading, TOPIC_ID, 1, 99) is None
        assert find_message(reading, named("message", "never")) is None
        second = find_message(reading, copy)
        assert second is not None
        assert second.second_copy_of == received


def test_an_answer_shows_its_echo_and_delivery(engine: Engine) -> None:
    history = History()
    id = history.open("1")
    answer = history.answer("a", id, NOON)
    history.record(answer, message.MessageEchoed("x-a", NOON + HOUR, history.source()), NOON)
    failed = message.DeliveryReported("r", "failed", history.source(), "mailbox full")
    history.record(answer, failed, NOON + 2 * HOUR)
    with taken(engine, history).reading() as reading:
        (found,) = messages_of(reading, id).messages
        assert (found.kind, found.author_kind, found.author_id) == ("reply", "agent", "ann")
        assert (found.external_id, found.echoed_at) == ("x-a", NOON + HOUR)
        assert (found.delivery, found.delivery_reason) == ("failed", "mailbox full")
        topics = [each.topic for each in case_timeline(reading, id)]
        assert topics[-2:] == ["message.echoed", "message.delivery_reported"]
        told = [each.topic for each in message_timeline(reading, answer)]
        assert told == ["case.message_attached", "message.echoed", "message.delivery_reported"]
        assert [each.kind for each in record_of(reading, answer)] == ["echoed", "delivery"]


@pytest.mark.slow
def test_a_case_shows_its_newest_500_messages_and_counts_the_rest(engine: Engine) -> None:
    history = History()
    id = history.open("1")
    for n in range(510):
        history.receive(str(n), NOON + n * timedelta(minutes=1), case_id=id)
    Runner(engine, ListLog(history.placed()), VIEWS).catch_up()
    with Reader(engine).reading() as reading:
        found = messages_of(reading, id)
    assert (len(found.messages), found.total) == (500, 510)
    assert found.messages[0].external_id == "x-10"
    assert found.messages[-1].external_id == "x-509"


def test_the_ledger_tells_what_the_records_of_each_partition_became(engine: Engine) -> None:
    history = History()
    id = history.open("1")
    for n in range(4):
        history.receive(str(n), NOON, case_id=id)
    history.park("p", NOON)
    history.leave("u", NOON)
    answer = history.answer("a", id, NOON)
    history.record(answer, message.MessageEchoed("x", NOON, history.source()), NOON)
    history.record(answer, message.DeliveryReported("r", "read", history.source()), NOON)
    survey = case.SurveyAnswered("s", "a", "csat", "5", history.source(), case.SurveyComment())
    history.record(id, survey, NOON)
    with taken(engine, history).reading() as reading:
        ledger = intake_ledger(reading)
    assert ledger.of_topic(TOPIC_ID) == Became(attached=4, parked=1, unattached=1, applied=3)
    assert ledger.of_topic(TOPIC_ID).total == 9
    assert {partition for _, partition in ledger.partitions} == {0, 1, 2}
    assert ledger.position == len(history.recorded)


def test_every_event_of_a_case_stands_on_its_timeline(engine: Engine) -> None:
    history = History()
    id = history.open("1")
    history.record(id, case.NoteAdded(named("note", "1"), case.NoteText("call back")), NOON)
    history.record(id, case.FieldSet("size", case.FieldValue(None)), NOON, "agent:ann")
    with taken(engine, history).reading() as reading:
        entries = case_timeline(reading, id)
        assert [each.topic for each in entries] == [
            *("case.created", "case.policy_bound", "case.note_added", "case.field_set")
        ]
        assert entries[2].detail["personal"] == {"text": "call back"}
        assert entries[3].actor == "agent:ann"
        assert case_timeline(reading, id, after=entries[2].position) == entries[3:]


def test_an_unbuilt_view_says_what_to_run(engine: Engine) -> None:
    with Reader(engine).reading() as reading, pytest.raises(ViewNotReadyError, match="project"):
        look_up(reading, "care", "c-1")
    Runner(engine, ListLog([]), [View("lookup", 7, lookup.PAIRS)])
    with Reader(engine).reading() as reading, pytest.raises(ViewNotReadyError, match="rebuild"):
        look_up(reading, "care", "c-1")
