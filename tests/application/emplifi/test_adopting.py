"""Where the policy says so, an escalated message brings with it what waited before (X-E3)."""

from __future__ import annotations

from typing import Any

import pytest

from domain.case.commands import EscalateMessage, OpenCase
from tests.support.controls import Engine
from tests.support.controls_channel import Channel, hours


@pytest.fixture
def desk(engine: Engine) -> Channel:
    """Ann's case is resolved and its grace is over."""
    engine.profile(engine.policy("ours", "emplifi", escalation={"adopt_parked": True}))
    care = Channel()
    engine.hear(care, care.message("1", hours(0)))
    engine.resolve(hours(1))
    return care


def escalate(engine: Engine, name: str) -> dict[str, Any]:
    return engine.do(EscalateMessage(message_id=engine.message_id(name))).facts


def in_case(engine: Engine) -> list[str]:
    """What was attached since the first message, in order."""
    names = {engine.message_id(each): each for each in "123456"}
    attached = engine.events("case.message_attached")[1:]
    return [names[each.message_id] for each in attached]


def test_earlier_messages_come_first_and_later_ones_wait_on(engine: Engine, desk: Channel) -> None:
    engine.hear(
        desk,
        desk.message("3", hours(102)),
        desk.message("2", hours(101)),
        desk.message("4", hours(103)),
        desk.message("5", hours(104)),
    )
    engine.now = hours(105)
    told = escalate(engine, "4")
    assert told["adopted"] == [str(engine.message_id(each)) for each in "23"]
    assert in_case(engine) == ["2", "3", "4"]
    assert engine.message("5").place == "parked"
    assert escalate(engine, "5")["joined"] == "an open case"


def test_what_waited_before_the_last_case_ended_stays_where_it_is(
    engine: Engine, desk: Channel
) -> None:
    engine.hear(desk, desk.message("2", hours(101)))
    engine.do(OpenCase(profile_id="care", customer_id="ann"))
    engine.resolve(hours(102))
    engine.hear(desk, desk.message("3", hours(300)), desk.message("4", hours(301)))
    engine.now = hours(302)
    assert escalate(engine, "4")["adopted"] == [str(engine.message_id("3"))]
    assert engine.message("2").place == "parked"


def test_what_a_person_placed_meanwhile_is_left_there(engine: Engine, desk: Channel) -> None:
    engine.hear(desk, desk.message("2", hours(101)), desk.message("3", hours(102)))
    engine.now = hours(103)
    first = escalate(engine, "2")
    assert first["adopted"] == []
    engine.resolve(hours(104))
    engine.hear(desk, desk.message("4", hours(400)))
    engine.now = hours(401)
    assert escalate(engine, "4")["adopted"] == []
    assert engine.message("3").place == "parked"


@pytest.mark.requirement("E-25")
def test_else_the_escalated_message_is_the_first(engine: Engine, care: Channel) -> None:
    engine.hear(care, care.message("1", hours(0)))
    engine.resolve(hours(1))
    engine.hear(care, care.message("2", hours(101)), care.message("3", hours(102)))
    engine.now = hours(103)
    assert escalate(engine, "3")["adopted"] == []
    assert in_case(engine) == ["3"]
    assert not engine.events("conversation.message_waits")


def test_the_first_message_of_all_may_wait_too(engine: Engine) -> None:
    document = {"auto_create": {"enabled": False}}
    engine.profile(
        engine.policy("ours", "emplifi", escalation={"adopt_parked": True}, grouping=document)
    )
    care = Channel()
    engine.hear(care, care.message("1", hours(0)), care.message("2", hours(1)))
    engine.now = hours(2)
    escalate(engine, "2")
    assert [engine.message(each).case_id for each in "12"] == [engine.open_case().id] * 2
