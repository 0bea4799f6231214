from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import Engine, text

from projections.catalog import VIEWS
from projections.checking import check_statistics
from projections.queries.days import Period, PeriodError
from projections.queries.facts import facts_behind
from projections.queries.statistics import Numbers, StatisticsReport, report
from projections.reading import Reader
from projections.runner import Runner
from tests.projections.histories import NOON, History, ListLog

pytestmark = pytest.mark.postgres

DAY = timedelta(days=1)
MONDAY, TUESDAY, WEDNESDAY = (NOON.date() + n * DAY for n in range(3))

Ask = Callable[..., StatisticsReport]


@pytest.fixture
def ask(engine: Engine) -> Ask:
    def answer(history: History, since: date = MONDAY, until: date = WEDNESDAY, **more: str):  # type: ignore[no-untyped-def]
        log = ListLog(history.placed())
        Runner(engine, log, VIEWS).catch_up()
        with Reader(engine).reading() as reading:
            assert check_statistics(log, reading).differences == []
            profile = more.pop("profile_id", None)
            return report(reading, Period(since, until, **more), profile_id=profile)

    return answer


@pytest.mark.requirement("D-60")
def test_cases_are_counted_by_origin_and_children_for_the_agent_who_made_them(ask: Ask) -> None:
    history = History()
    history.open("1")
    history.open("2", origin="escalation", actor="agent:bob")
    history.open("3", origin="child", actor="agent:ann")
    history.open("4", origin="manual", actor="agent:ann")
    history.open("5", origin="follow_up")
    numbers = ask(history).days["care", MONDAY]
    expected = {"inbound": 1, "escalation": 1, "child": 1, "manual": 1, "follow_up": 1}
    assert numbers.created == expected
    assert numbers.received_inbound == 2
    assert numbers.received_by_agent == {"ann": 2}


@pytest.mark.requirement("D-58")
@pytest.mark.requirement("D-59")
@pytest.mark.requirement("D-61")
def test_first_responses_are_an_agents_first_message_in_an_inbound_case(ask: Ask) -> None:
    history = History()
    for n, minutes in enumerate((1, 2, 10), start=1):
        id = history.open(str(n), origin="escalation" if n == 3 else "inbound")
        history.answer(f"{n}.1", id, NOON + timedelta(minutes=minutes))
        history.answer(f"{n}.2", id, NOON + timedelta(minutes=minutes + 1))
    automatic = history.open("bot")
    history.receive("b", NOON, case_id=automatic, direction="out", author="bot:b")
    child = history.open("child", origin="child", actor="agent:ann")
    history.answer("c", child, NOON + timedelta(minutes=30))
    found = ask(history).days["care", MONDAY].first_response
    assert (found.count, found.median) == (3, 120)
    assert found.p90 == pytest.approx(504)
    assert found.mean == pytest.approx(260)


def test_a_late_first_response_counts_as_zero_seconds_not_less(ask: Ask) -> None:
    history = History()
    history.answer("early", history.open("1"), NOON - timedelta(hours=1))
    assert ask(history).totals["care"].first_response.mean == 0


def test_only_what_was_settled_counts_as_reopened(ask: Ask) -> None:
    history = History()
    id = history.open("1")
    for hour, (was, cause) in enumerate(
        [("resolved", "customer_message"), ("closed", "agent"), ("canceled", "agent")]
    ):
        history.resolve(id, NOON + timedelta(hours=hour), nth=hour + 1)
        history.reopen(id, NOON + timedelta(hours=hour, minutes=1), cause=cause, was=was)
    history.move(id, NOON + timedelta(hours=5), "waiting_customer")
    history.reopen(id, NOON + timedelta(hours=6), was="waiting_customer")
    numbers = ask(history).days["care", MONDAY]
    assert numbers.resolved == 3
    assert numbers.reopened == {"customer_message": 1, "agent": 2}
    assert numbers.customer_returned == {"customer_message": 1}
    assert numbers.backlog == 1


def test_messages_are_counted_by_direction_and_parked_ones_apart(ask: Ask) -> None:
    history = History()
    id = history.open("1")
    history.receive("1.1", NOON, case_id=id)
    history.receive("1.2", NOON, case_id=id)
    history.answer("1.3", id, NOON)
    history.receive("1.4", NOON, case_id=id, direction="transferred", author="third_party:x")
    history.park("p", NOON + DAY)
    history.leave("u", NOON + DAY)
    days = ask(history).days
    monday, tuesday = days["care", MONDAY], days["care", TUESDAY]
    assert (monday.messages_in, monday.messages_out, monday.parked) == (2, 1, 0)
    assert (tuesday.messages_in, tuesday.messages_out, tuesday.parked) == (0, 0, 1)
    assert (monday.messages_transferred, tuesday.messages_transferred) == (1, 0)


def test_the_backlog_is_what_is_open_at_the_end_of_each_day(ask: Ask) -> None:
    history = History()
    old = history.open("old", NOON - 30 * DAY)
    first, second = history.open("1"), history.open("2")
    history.resolve(first, NOON + DAY)
    history.close(first, NOON + 2 * DAY)
    history.cancel(second, NOON + 2 * DAY)
    found = ask(history)
    assert [found.days["care", day].backlog for day in (MONDAY, TUESDAY, WEDNESDAY)] == [3, 2, 1]
    assert found.totals["care"].backlog == 1
    history.resolve(old, NOON + 4 * DAY)
    assert ask(history).days["care", WEDNESDAY].backlog == 1


def test_a_late_event_changes_a_past_day(ask: Ask) -> None:
    history = History()
    id = history.open("1")
    history.close(id, NOON + 2 * DAY)
    assert ask(history).days["care", TUESDAY] == Numbers(backlog=1)
    history.receive("late", NOON + DAY, case_id=id)
    after = ask(history)
    assert after.days["care", TUESDAY] == Numbers(messages_in=1, backlog=1)
    assert after.position == len(history.recorded)


def test_a_late_reopening_never_puts_one_case_into_the_backlog_twice(ask: Ask) -> None:
    history = History()
    id = history.open("1")
    history.resolve(id, NOON + DAY)
    history.reopen(id, NOON + timedelta(hours=1))
    days = ask(history).days
    assert days["care", MONDAY].backlog == 1
    assert days["care", MONDAY].reopened == {"customer_message": 1}
    assert days["care", TUESDAY].backlog == 1


@pytest.mark.parametrize(
    ("zone", "day"),
    [
        ("UTC", MONDAY),
        ("Europe/Berlin", TUESDAY),
        ("America/New_York", MONDAY),
        ("Asia/Kathmandu", TUESDAY),
        ("Australia/Eucla", TUESDAY),
    ],
)
def test_days_are_cut_in_the_zone_that_is_named(ask: Ask, zone: str, day: date) -> None:
    history = History()
    history.open("1", datetime(2030, 1, 7, 23, 59, 59, 999999, tzinfo=UTC))
    found = ask(history, zone=zone)
    assert [key for key, numbers in found.days.items() if numbers.created] == [("care", day)]
    assert found.days["care", WEDNESDAY].backlog == 1
    assert (found.days.get(("care", MONDAY)) is not None) == (day == MONDAY)


def test_midnight_belongs_to_the_day_that_begins(ask: Ask) -> None:
    history = History()
    history.open("1", datetime(2030, 1, 7, 18, 15, tzinfo=UTC))
    history.open("2", datetime(2030, 1, 7, 18, 14, 59, tzinfo=UTC))
    days = ask(history, zone="Asia/Kathmandu").days
    assert days["care", TUESDAY].created == {"inbound": 1}
    assert days["care", MONDAY].created == {"inbound": 1}


def test_the_days_on_which_clocks_change_are_23_and_25_hours_long(ask: Ask) -> None:
    history = History()
    start = datetime(2030, 3, 30, tzinfo=UTC)
    for hour in range(72):
        history.open(str(hour), start + timedelta(hours=hour))
    found = ask(history, date(2030, 3, 30), date(2030, 4, 1), zone="Europe/Berlin")
    assert [numbers.created["inbound"] for numbers in found.days.values()] == [23, 23, 24]
    assert [numbers.backlog for numbers in found.days.values()] == [23, 46, 70]


def test_a_backlog_may_begin_in_the_middle_of_an_hour(ask: Ask) -> None:
    history = History()
    for minute in range(60):
        history.open(str(minute), datetime(2030, 1, 6, 18, minute, tzinfo=UTC))
    found = ask(history, MONDAY, MONDAY, zone="Asia/Kathmandu")
    assert found.totals["care"].created == {"inbound": 45}
    assert found.totals["care"].backlog == 60


def test_a_midnight_between_two_quarters_of_an_hour_is_counted_from_facts(ask: Ask) -> None:
    """Until 1972 Liberia was 44 minutes and 30 seconds behind Greenwich."""
    history = History()
    midnight = datetime(1971, 5, 4, 0, 44, 30, tzinfo=UTC)
    id = history.open("1", midnight - timedelta(seconds=1))
    history.open("2", midnight)
    history.close(id, midnight + timedelta(seconds=1))
    found = ask(history, date(1971, 5, 3), date(1971, 5, 4), zone="Africa/Monrovia").days
    before, after = found.values()
    assert (before.created, before.backlog) == ({"inbound": 1}, 1)
    assert (after.created, after.closed, after.backlog) == ({"inbound": 1}, 1, 1)


def test_a_day_whose_first_hour_comes_twice_has_it_twice(ask: Ask) -> None:
    """Havana goes back from one o'clock to midnight."""
    history = History()
    start = datetime(2030, 11, 3, 4, tzinfo=UTC)
    for hour in range(-1, 26):
        history.open(str(hour), start + timedelta(hours=hour))
    for since in (date(2030, 11, 2), date(2030, 11, 3)):
        found = ask(history, since, date(2030, 11, 3), zone="America/Havana").days
        assert found["care", date(2030, 11, 3)].created == {"inbound": 25}
        assert found["care", date(2030, 11, 3)].backlog == 26


def test_a_report_can_be_about_one_profile(ask: Ask) -> None:
    history = History()
    history.open("1", profile="care")
    history.open("2", profile="sales", customer="c-2")
    assert set(ask(history).totals) == {"care", "sales"}
    only = ask(history, profile_id="sales")
    assert {profile for profile, _ in only.days} == set(only.totals) == {"sales"}


def test_an_unknown_zone_or_a_period_turned_round_is_refused(ask: Ask) -> None:
    for zone in ("Europe/Nowhere", "abc5", "Berlin; DROP"):
        with pytest.raises(PeriodError, match="zone: "):
            ask(History(), zone=zone)
    with pytest.raises(PeriodError, match="until: "):
        Period(TUESDAY, MONDAY)


@pytest.mark.parametrize("source", ["facts", "buckets"])
def test_the_checker_names_a_number_that_is_not_the_fold_of_the_log(
    engine: Engine, source: str
) -> None:
    history = History()
    history.close(history.open("1"), NOON + DAY)
    log = ListLog(history.placed())
    Runner(engine, log, VIEWS).catch_up()
    with engine.begin() as connection:
        connection.execute(
            text(f"DELETE FROM views_a.statistics_{source} WHERE measure = 'closed'")
        )
    with Reader(engine).reading() as reading:
        checked = check_statistics(log, reading)
    assert [(d.statistic, d.day, d.shown, d.folded, d.source) for d in checked.differences] == [
        ("closed", TUESDAY, 0, 1, source),
        ("closed", None, 0, 1, source),
    ]
    assert checked.position == log.position()


def test_an_empty_log_has_nothing_to_differ(engine: Engine) -> None:
    Runner(engine, ListLog([]), VIEWS)
    with Reader(engine).reading() as reading:
        assert check_statistics(ListLog([]), reading).differences == []


def test_every_number_leads_to_its_events(engine: Engine) -> None:
    history = History()
    id = history.open("1")
    history.resolve(id, NOON + DAY, agent="bob")
    history.resolve(id, NOON + 9 * DAY)
    Runner(engine, ListLog(history.placed()), VIEWS).catch_up()
    with Reader(engine).reading() as reading:
        (fact,) = facts_behind(reading, Period(MONDAY, WEDNESDAY), "care", "resolved")
    assert (fact.position, fact.stream_id, fact.agent) == (4, id, "bob")
