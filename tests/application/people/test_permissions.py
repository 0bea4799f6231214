"""Who may do what, as commands meet it: by definition, by kind, and before anybody is in charge."""

from __future__ import annotations

import pytest

from application.actor import Actor
from application.dispatch import BackdatingNotPermitted
from domain.case.commands import AddNote, AssignCase, EscalateMessage
from domain.definition.commands import Define
from domain.permissions import EXTRA
from domain.profile.commands import RegisterProfile
from domain.team.errors import CannotHoldCases, NotPermitted
from tests.application.people.staff import agents, define
from tests.support.controls import Engine
from tests.support.controls_channel import Channel, hours


def who(id: str) -> Actor:
    return Actor(id, "os-user:test", EXTRA)


ADA, SUE, BOB = who("agent:ada"), who("agent:sue"), who("agent:bob")


def staffed(engine: Engine) -> Channel:
    """ann is an agent, sue a supervisor, ada the first administrator."""
    engine.profile("emplifi")
    agents(engine, "ann", "bob")
    agents(engine, "sue", roles=["supervisor"], permissions=["backdate"])
    define(engine, "agent", "ada", roles=["administrator"])
    care = Channel()
    engine.now = hours(0)
    engine.hear(care, care.message("1"))
    return care


@pytest.mark.requirement("E-32", "E-42", "E-43")
def test_an_agent_assigns_himself_and_a_supervisor_anybody(engine: Engine) -> None:
    staffed(engine)
    case = engine.open_case().id
    engine.do(AssignCase(case_id=case, assignee="bob"), actor=BOB)
    with pytest.raises(NotPermitted) as refused:
        engine.do(AssignCase(case_id=case, assignee="ann"), actor=BOB)
    assert refused.value.facts == {
        "actor": "agent:bob",
        "command": "AssignCase",
        "needed": "assign",
    }
    assert engine.case(case).assignee == "bob"
    engine.do(AssignCase(case_id=case, assignee="ann"), actor=SUE)
    assert engine.case(case).assignee == "ann"


def test_an_agent_gives_back_his_own_case_only(engine: Engine) -> None:
    staffed(engine)
    case = engine.open_case().id
    engine.do(AssignCase(case_id=case, assignee="ann"), actor=SUE)
    with pytest.raises(NotPermitted):
        engine.do(AssignCase(case_id=case, clear=True), actor=BOB)
    engine.do(AssignCase(case_id=case, clear=True), actor=who("agent:ann"))
    assert engine.case(case).assignee is None


def test_nothing_is_written_of_what_is_refused(engine: Engine) -> None:
    staffed(engine)
    before = engine.store.position()
    for actor, command in (
        (ADA, AddNote(case_id=engine.open_case().id, text="x")),
        (BOB, Define(kind="label", document='{"id":"vip"}')),
        (SUE, RegisterProfile(profile_id="x", channel="email", connector="imap")),
        (who("analyst:eve"), AddNote(case_id=engine.open_case().id, text="x")),
    ):
        with pytest.raises(NotPermitted):
            engine.do(command, actor=actor)
    assert engine.store.position() == before


def test_who_is_switched_off_may_nothing_from_then_on(engine: Engine) -> None:
    staffed(engine)
    note = AddNote(case_id=engine.open_case().id, text="x")
    engine.do(note, actor=BOB)
    engine.do(Define(kind="agent", document='{"id":"bob","active":false}'), actor=ADA)
    with pytest.raises(NotPermitted):
        engine.do(note, actor=BOB)


def test_escalating_and_backdating_are_permissions_of_their_own(engine: Engine) -> None:
    care = staffed(engine)
    case = engine.open_case().id
    note = AddNote(case_id=case, text="x")
    engine.now = hours(5)
    with pytest.raises(BackdatingNotPermitted):
        engine.do(note, actor=BOB, at=hours(4))
    engine.do(note, actor=SUE, at=hours(4))
    engine.do(note, actor=SUE)
    engine.hear(care, care.message("2", hours(6), by="agent", customer="zoe"))
    for actor in (BOB, SUE):
        with pytest.raises(NotPermitted) as refused:
            engine.do(EscalateMessage(message_id=engine.message_id("2")), actor=actor)
        assert refused.value.facts["needed"] == "escalate"


def test_until_there_is_an_administrator_who_is_not_defined_may_everything(engine: Engine) -> None:
    stranger = who("agent:eve")
    agents(engine, "ann")
    vip = Define(kind="label", document='{"id":"vip"}')
    with pytest.raises(NotPermitted):
        engine.do(vip, actor=who("agent:ann"))
    engine.do(vip, actor=stranger)
    define(engine, "agent", "ada", roles=["administrator"])
    with pytest.raises(NotPermitted):
        engine.do(Define(kind="label", document='{"id":"late"}'), actor=stranger)
    with pytest.raises(BackdatingNotPermitted):
        engine.do(vip, actor=who("administrator:eve"), at=hours(-1))
    engine.do(Define(kind="label", document='{"id":"late"}'), actor=who("administrator:eve"))


def test_to_switch_the_administrator_off_opens_nothing(engine: Engine) -> None:
    define(engine, "agent", "ada", roles=["administrator"])
    engine.do(
        Define(kind="agent", document='{"id":"ada","active":false,"roles":["administrator"]}'),
        actor=ADA,
    )
    with pytest.raises(NotPermitted):
        engine.do(Define(kind="label", document='{"id":"vip"}'), actor=who("agent:eve"))


def test_a_definition_holds_for_every_process_at_once(engine: Engine) -> None:
    """Each dispatcher follows the register by itself."""
    staffed(engine)
    note = AddNote(case_id=engine.open_case().id, text="x")
    other = type(engine.dispatcher)(engine.store, engine.ids)
    other.dispatch(note, actor=BOB)
    engine.do(Define(kind="agent", document='{"id":"bob","roles":["analyst"]}'), actor=ADA)
    with pytest.raises(NotPermitted):
        other.dispatch(note, actor=BOB)


def test_a_case_is_given_only_to_who_works_cases(engine: Engine) -> None:
    staffed(engine)
    define(engine, "agent", "alan", roles=["analyst"])
    case = engine.open_case().id

    with pytest.raises(CannotHoldCases) as refused:
        engine.do(AssignCase(case_id=case, assignee="alan"), actor=SUE)

    assert refused.value.facts == {"agent": "alan", "field": "assignee"}
    assert engine.case(case).assignee is None
