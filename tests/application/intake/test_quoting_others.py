"""Whoever quotes a case that is not his own gets in only when he takes part in it."""

from __future__ import annotations

from typing import Any

import pytest

from domain.case.aggregate import Case
from domain.case.commands import CloseCase, EscalateMessage, ResolveCase
from tests.support.controls import Engine
from tests.support.controls_channel import Channel, hours

COLLEAGUE = [{"role": "to", "id": "care"}, {"role": "cc", "id": "Bob"}]


@pytest.fixture
def desk(engine: Engine) -> Channel:
    """Cases by number and thread, and a case of Ann's in whose mail Bob got a copy."""
    engine.profile("bright_pattern")
    channel = Channel()
    engine.hear(channel, channel.message("first", recipients=COLLEAGUE))
    return channel


def anns(engine: Engine) -> Case:
    return engine.cases()[0]


def quoting(engine: Engine, way: str) -> dict[str, Any]:
    return {"case_number": anns(engine).number} if way == "case_number" else {way: _named(way)}


def _named(way: str) -> object:
    return ["unheard-of", "first"] if way == "references" else "first"


WAYS = pytest.mark.parametrize("way", ["case_number", "in_reply_to", "references"])


@WAYS
def test_a_colleague_who_got_a_copy_joins_the_case(engine: Engine, desk: Channel, way: str) -> None:
    reply = desk.message("reply", hours(1), customer="bob", thread=quoting(engine, way))
    assert engine.hear(desk, reply).attached == 1
    assert engine.message("reply").case_id == anns(engine).id
    assert len(engine.events("case.created")) == 1
    attached = engine.events("case.message_attached")[-1]
    assert (attached.decision.located_by, attached.decision.rejected) == (way, ())


@WAYS
def test_a_stranger_gets_a_case_of_his_own_and_is_flagged(
    engine: Engine, desk: Channel, way: str
) -> None:
    intrusion = desk.message("reply", hours(1), customer="mallory", thread=quoting(engine, way))
    engine.hear(desk, intrusion)
    [own] = engine.cases("mallory")
    assert engine.message("reply").case_id == own.id != anns(engine).id
    decision = engine.events("case.message_attached")[-1].decision
    assert (decision.action, decision.rejected) == ("new_case", (way,))


def test_whoever_was_let_in_once_may_write_again(engine: Engine, desk: Channel) -> None:
    engine.hear(
        desk,
        desk.message("2", hours(1), customer="bob", thread={"in_reply_to": "first"}),
        desk.message("3", hours(2), customer="bob", thread={"in_reply_to": "2"}),
    )
    assert engine.message("3").case_id == anns(engine).id


def test_whom_an_agent_writes_to_takes_part(engine: Engine, desk: Channel) -> None:
    asked = [{"role": "to", "id": "carol"}, {"role": "bcc", "id": "secret"}]
    engine.hear(
        desk,
        desk.message(
            "ask", hours(1), by="agent", recipients=asked, thread={"in_reply_to": "first"}
        ),
        desk.message("carols", hours(2), customer="carol", thread={"in_reply_to": "ask"}),
        desk.message("secrets", hours(3), customer="secret", thread={"in_reply_to": "ask"}),
    )
    assert engine.message("carols").case_id == anns(engine).id
    assert engine.message("secrets").case_id == engine.cases("secret")[0].id


def test_a_copy_that_is_not_quoted_begins_a_case(engine: Engine, desk: Channel) -> None:
    engine.hear(desk, desk.message("2", hours(1), customer="bob"))
    assert engine.message("2").case_id == engine.cases("bob")[0].id


def test_a_participants_answer_reopens_the_case_in_its_own_conversation(
    engine: Engine, desk: Channel
) -> None:
    engine.do(ResolveCase(case_id=anns(engine).id), at=hours(1))
    engine.hear(desk, desk.message("2", hours(2), customer="bob", thread={"in_reply_to": "first"}))
    assert anns(engine).is_open
    assert engine.conversation().open_cases == [anns(engine).id]
    assert len(engine.events("case.reopened")) == 1


def test_a_participant_of_a_closed_case_begins_a_case_of_his_own(
    engine: Engine, desk: Channel
) -> None:
    engine.do(CloseCase(case_id=anns(engine).id), at=hours(1))
    engine.hear(desk, desk.message("2", hours(2), customer="bob", thread={"in_reply_to": "first"}))
    assert engine.message("2").case_id == engine.cases("bob")[0].id
    assert not anns(engine).is_open


@pytest.mark.usefixtures("desk")
def test_an_account_of_the_same_name_at_another_profile_is_somebody_else(engine: Engine) -> None:
    engine.profile("bright_pattern", name="sales")
    sales = Channel("sales", partition=1)
    number = anns(engine).number
    engine.hear(sales, sales.message("2", hours(1), thread={"case_number": number}))
    assert engine.message("2", profile="sales").case_id != anns(engine).id


@pytest.mark.requirement("E-08", "Q-25")
@pytest.mark.parametrize("preset", ["emplifi", "qualtrics"])
def test_where_each_customer_has_his_own_case_nobody_else_gets_in(
    engine: Engine, preset: str
) -> None:
    engine.profile(preset)
    care = Channel()
    engine.hear(care, care.message("first", recipients=COLLEAGUE))
    engine.hear(care, care.message("2", hours(1), customer="bob", thread={"in_reply_to": "first"}))
    assert engine.message("2").case_id == engine.cases("bob")[0].id


def test_a_number_that_nobody_has_is_flagged_and_changes_nothing(
    engine: Engine, desk: Channel
) -> None:
    engine.hear(desk, desk.message("2", hours(1), thread={"case_number": "no-such"}))
    assert engine.message("2").case_id == anns(engine).id
    assert engine.events("case.message_attached")[-1].decision.rejected == ("case_number",)


def test_the_recipients_of_an_escalated_message_take_part(engine: Engine) -> None:
    policy = engine.policy(
        "desk",
        grouping={"key": "thread", "one_open_case": False, "auto_create": {"enabled": False}},
    )
    engine.profile(policy)
    care = Channel()
    engine.hear(care, care.message("first", recipients=COLLEAGUE))
    engine.do(EscalateMessage(message_id=engine.message_id("first")))
    engine.hear(care, care.message("2", hours(1), customer="bob", thread={"in_reply_to": "first"}))
    assert engine.message("2").case_id == engine.cases()[0].id
