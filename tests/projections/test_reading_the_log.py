from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from threading import Event, Thread
from time import monotonic
from uuid import UUID

import pytest
from sqlalchemy import Engine, text

from application.mapper import EventMapper
from domain.registry import EVENTS
from projections import inbox, lookup
from projections.catalog import VIEWS
from projections.hints import Listener
from projections.log import EventLog
from projections.placed import Unreadable
from projections.runner import Runner
from projections.slots import standings
from tests.projections.histories import NOON, History
from tests.projections.tables import stored
from tests.support.polling import eventually

pytestmark = pytest.mark.postgres

WRITTEN = datetime(2030, 2, 1, tzinfo=UTC)
MAPPER = EventMapper(EVENTS.values(), lambda: WRITTEN)
INSERT = text(
    "INSERT INTO caseledger_events (originator_id, originator_version, topic, state) "
    "VALUES (:id, :version, :topic, :state)"
)


def write(engine: Engine, history: History) -> None:
    rows = [
        {"id": r.originator_id, "version": r.originator_version, "topic": r.topic, "state": r.state}
        for r in MAPPER.to_stored_events(history.recorded)
    ]
    with engine.begin() as connection:
        connection.execute(INSERT, rows)
        connection.execute(text("NOTIFY caseledger_events"))


def spoil(engine: Engine, topic: str) -> None:
    with engine.begin() as connection:
        row = {"id": UUID(int=9), "version": 1, "topic": topic, "state": b"{"}
        connection.execute(INSERT, row)


def holds(engine: Engine, cases: int) -> bool:
    return len(stored(engine, lookup.view)["lookup"]) == cases


def test_the_log_comes_in_order_and_in_pages(engine: Engine) -> None:
    history = History()
    id = history.open("1")
    history.resolve(id, NOON)
    write(engine, history)
    log = EventLog(engine, MAPPER.decode)
    first, rest = log.events(0, 3), log.events(3, 10)
    assert [at.position for at in [*first, *rest]] == [1, 2, 3, 4]
    assert [at.event for at in [*first, *rest]] == [each.event for each in history.recorded]
    assert first[0].recorded.recorded_at == WRITTEN
    assert log.position() == 4
    assert [at.event.TOPIC for at in log.stream(id)] == [
        *("case.created", "case.policy_bound", "case.resolved")
    ]


def test_an_empty_log_ends_at_zero(engine: Engine) -> None:
    log = EventLog(engine, MAPPER.decode)
    assert (log.position(), log.events()) == (0, [])


def test_an_unreadable_event_stops_only_the_views_that_need_it(engine: Engine) -> None:
    spoil(engine, "message.parked")
    log = EventLog(engine, MAPPER.decode)
    assert isinstance(log.events()[0].event, Unreadable)
    runner = Runner(engine, log, VIEWS)
    runner.catch_up()
    assert runner.stopped == {"inbox", "intake_ledger", "messages", "statistics", "timeline"}


def test_an_event_of_an_unknown_topic_stops_every_view(engine: Engine) -> None:
    spoil(engine, "case.blessed")
    runner = Runner(engine, EventLog(engine, MAPPER.decode), [lookup.view, inbox.view])
    runner.catch_up()
    assert runner.stopped == {"lookup", "inbox"}
    with engine.connect() as connection:
        errors = {at.error for at in standings(connection)}
    assert errors == {"UnreadableEvent: case.blessed: KeyError: 'case.blessed'"}


def test_a_running_runner_takes_what_is_written_until_it_is_told_to_stop(engine: Engine) -> None:
    stop = Event()
    listener = Listener(engine, stop)
    runner = Runner(engine, EventLog(engine, MAPPER.decode), VIEWS)
    thread = Thread(target=runner.run, args=(stop, listener), kwargs={"interval": 60})
    thread.start()
    try:
        for n in range(3):
            history = History()
            history.open(str(n), customer=str(n))
            write(engine, history)
            eventually(partial(holds, engine, n + 1), what="the case in the view")
    finally:
        stop.set()
        thread.join(timeout=10)
        listener.close()
    assert not thread.is_alive()


def test_a_lost_listening_connection_is_a_pause_not_an_end(engine: Engine) -> None:
    stop = Event()
    listener = Listener(engine, stop)
    listener.wait(0.01)
    kill = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%'"
    with engine.begin() as connection:
        connection.execute(text(kill))
    began = monotonic()
    for _ in range(3):
        listener.wait(0.05)
    assert 0.05 <= monotonic() - began < 5
    listener.close()
