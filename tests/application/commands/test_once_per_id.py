from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

import pytest
from eventsourcing.persistence import OperationalError

from application.actor import Actor
from application.beside import Beside
from application.dispatch import (
    BackdatingNotPermitted,
    CommandIdReused,
    Dispatcher,
    OccursInFuture,
)
from domain.case.commands import AddNote, AssignCase, OpenCase, ResolveCase
from domain.case.errors import CaseNotOpen, StaleVersion, UnknownCase
from domain.profile.errors import UnknownProfile
from tests.support.controls import ANN, Engine
from tests.support.controls_channel import NOON, Channel, hours

OPEN = OpenCase(profile_id="care", customer_id="ann", title="Late parcel")
PLAIN = Actor("agent:bob", "os-user:bob")


@pytest.fixture(autouse=True)
def registered(engine: Engine, care: Channel) -> None:
    """Every test here has the profile `care`."""


def test_the_same_id_again_answers_the_same_and_changes_nothing(engine: Engine) -> None:
    first = engine.do(OPEN, id="c-1")
    position = engine.store.position()
    again = engine.do(OPEN, id="c-1")
    assert (again.facts, again.repeated, first.repeated) == (first.facts, True, False)
    assert engine.store.position() == position


def test_the_answer_stays_the_first_one_whatever_happened_since(engine: Engine) -> None:
    engine.do(OPEN, id="c-1")
    case = engine.open_case()
    first = engine.do(ResolveCase(case_id=case.id), id="c-2")
    with pytest.raises(CaseNotOpen):
        engine.do(ResolveCase(case_id=case.id), id="c-3")
    assert engine.do(ResolveCase(case_id=case.id), id="c-2").facts == first.facts


@pytest.mark.parametrize(
    ("command", "more"),
    [
        pytest.param(OpenCase(profile_id="care", customer_id="bob"), {}, id="command"),
        pytest.param(OPEN, {"actor": PLAIN}, id="actor"),
        pytest.param(OPEN, {"at": NOON}, id="time"),
    ],
)
def test_an_id_answers_for_one_request_only(
    engine: Engine, command: OpenCase, more: dict[str, Any]
) -> None:
    engine.do(OPEN, id="c-1")
    with pytest.raises(CommandIdReused) as refused:
        engine.do(command, id="c-1", **more)
    assert refused.value.facts == {"command_id": "c-1"}


def test_a_refused_command_leaves_no_receipt(engine: Engine) -> None:
    with pytest.raises(UnknownProfile):
        engine.do(OpenCase(profile_id="later", customer_id="ann"), id="c-1")
    engine.profile("emplifi", name="later")
    assert not engine.do(OpenCase(profile_id="later", customer_id="ann"), id="c-1").repeated


def test_the_id_is_the_cause_of_the_commands_events(engine: Engine) -> None:
    engine.do(OPEN, id="c-1")
    causes = [each.recorded.cause for each in engine.store.read_log(topics=["case.created"])]
    assert [(c.causation_id, c.actor, c.authority) for c in causes] == [
        ("c-1", "agent:ann", "os-user:ann")
    ]


def test_what_a_command_makes_has_the_same_id_wherever_it_is_repeated(engine: Engine) -> None:
    made = engine.do(OPEN, id="c-1").facts["case_id"]
    assert made == str(engine.ids.made_by("c-1", "case"))


def test_an_id_may_be_generated(engine: Engine) -> None:
    numbers = iter(range(9))
    dispatcher = Dispatcher(engine.store, engine.ids, new_id=lambda: f"made-{next(numbers)}")
    assert dispatcher.dispatch(OPEN, actor=ANN).command_id == "made-0"


def test_backdating_needs_a_permission_and_is_said(engine: Engine) -> None:
    engine.now = hours(10)
    with pytest.raises(BackdatingNotPermitted):
        engine.do(OPEN, at=hours(1), actor=PLAIN)
    engine.do(OPEN, at=hours(1))
    (placed,) = engine.store.read_log(topics=["case.created"])
    cause = placed.recorded.cause
    assert (cause.occurred_at, cause.backdated) == (hours(1), True)
    assert placed.recorded.recorded_at == hours(10)


def test_nothing_happens_in_the_future(engine: Engine) -> None:
    five = timedelta(minutes=5)
    with pytest.raises(OccursInFuture):
        engine.dispatcher.dispatch(OPEN, actor=ANN, occurred_at=NOON + five + timedelta.resolution)
    engine.dispatcher.dispatch(OPEN, actor=ANN, occurred_at=NOON + five)


def test_without_a_time_the_clock_is_taken(engine: Engine) -> None:
    engine.now = hours(3)
    engine.do(OPEN, actor=PLAIN)
    (placed,) = engine.store.read_log(topics=["case.created"])
    assert (placed.recorded.cause.occurred_at, placed.recorded.cause.backdated) == (hours(3), False)


def test_whoever_saw_another_version_is_refused(engine: Engine) -> None:
    engine.do(OPEN)
    case = engine.open_case()
    note = AddNote(case_id=case.id, text="called him")
    with pytest.raises(StaleVersion) as refused:
        engine.do(note, version=case.version - 1)
    assert refused.value.facts["current"] == case.version
    outcome = engine.do(note, version=case.version, id="n-1")
    assert outcome.facts["version"] == case.version + 1
    assert engine.do(note, version=case.version, id="n-1").repeated


def test_a_case_that_is_none_is_refused(engine: Engine) -> None:
    position = engine.store.position()
    for id in (engine.message_id("none"), engine.ids.profile("care")):
        with pytest.raises(UnknownCase):
            engine.do(AssignCase(case_id=id, assignee="agent:bob"))
    assert engine.store.position() == position


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_commit_whose_answer_was_lost_takes_effect_at_most_once(
    engine: Engine, monkeypatch: pytest.MonkeyPatch, when: str
) -> None:
    commit, lost = engine.store.commit, OperationalError("connection lost")

    def broken(events: Iterable[Any], beside: Beside) -> None:
        if when == "after":
            commit(events, beside)
        raise lost

    monkeypatch.setattr(engine.store, "commit", broken)
    if when == "before":
        with pytest.raises(OperationalError):
            engine.do(OPEN, id="c-1")
    else:
        assert not engine.do(OPEN, id="c-1").repeated
    monkeypatch.undo()
    assert engine.do(OPEN, id="c-1").repeated is (when == "after")
    assert len(engine.cases()) == 1
