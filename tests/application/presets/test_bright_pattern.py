from __future__ import annotations

from datetime import timedelta

import pytest

from domain.case.commands import AddNote, CloseCase, ReopenCase
from domain.case.errors import CaseIsFinal
from tests.support.controls import Engine
from tests.support.controls_channel import Channel, hours

TICK = timedelta(microseconds=1)
GRACE = 14 * 24


@pytest.fixture
def care(engine: Engine) -> Channel:
    engine.profile("bright_pattern")
    care = Channel()
    engine.hear(care, care.message("1", thread={"id": "t-1"}))
    return care


@pytest.mark.requirement("B-01")
@pytest.mark.requirement("B-02")
def test_one_request_takes_several_mails_of_its_thread(engine: Engine, care: Channel) -> None:
    engine.hear(
        care,
        care.message("2", hours(1), thread={"id": "t-1"}),
        care.message("3", hours(2), by="agent", thread={"id": "t-1"}),
    )
    case = engine.resolve(hours(3))
    engine.hear(care, care.message("4", hours(4), thread={"id": "t-1"}))
    assert [engine.message(each).case_id for each in "1234"] == [case.id] * 4


@pytest.mark.requirement("B-03")
def test_a_customers_mail_is_never_without_a_case(engine: Engine, care: Channel) -> None:
    engine.hear(
        care,
        care.message("2", hours(1)),
        care.message("3", hours(2), thread={"id": "t-9"}),
        care.message("4", hours(3), customer="bob"),
    )
    assert None not in [engine.message(each).case_id for each in "1234"]


@pytest.mark.policy("bright_pattern", "grouping.key")
def test_the_case_number_beats_the_thread(engine: Engine, care: Channel) -> None:
    first = engine.open_case()
    engine.hear(care, care.message("2", hours(1), thread={"id": "t-2"}))
    named = {"id": "t-2", "case_number": first.number}
    engine.hear(care, care.message("3", hours(2), thread=named))
    assert engine.message("3").case_id == first.id


def test_a_number_quoted_by_a_stranger_is_rejected_and_said(engine: Engine, care: Channel) -> None:
    named = {"case_number": engine.open_case().number}
    engine.hear(care, care.message("2", hours(1), customer="eve", thread=named))
    assert engine.message("2").case_id == engine.open_case("eve").id
    (attached,) = engine.events("case.message_attached")[-1:]
    assert attached.decision.rejected == ("case_number",)


def test_an_answer_finds_the_case_of_what_it_answers(engine: Engine, care: Channel) -> None:
    engine.hear(care, care.message("2", hours(1), thread={"id": "t-2"}))
    first = engine.cases()[0]
    for id, thread in (("3", {"in_reply_to": "1"}), ("4", {"references": ["1", "unknown"]})):
        engine.hear(care, care.message(id, hours(2), thread=thread))
        assert engine.message(id).case_id == first.id


@pytest.mark.policy("bright_pattern", "on_customer_message.final")
@pytest.mark.requirement("B-33")
def test_a_closed_case_never_opens_again(engine: Engine, care: Channel) -> None:
    case = engine.open_case()
    engine.do(CloseCase(case_id=case.id), at=hours(1))
    with pytest.raises(CaseIsFinal):
        engine.do(ReopenCase(case_id=case.id))
    with pytest.raises(CaseIsFinal):
        engine.do(AddNote(case_id=case.id, text="late"))
    thread = {"id": "t-1", "case_number": case.number, "in_reply_to": "1"}
    engine.hear(care, care.message("2", hours(2), thread=thread))
    assert engine.case(case.id).category == "closed"
    assert engine.message("2").case_id == engine.open_case().id != case.id


@pytest.mark.policy("bright_pattern", "grace.length", "on_customer_message.resolved_in_grace")
@pytest.mark.policy("bright_pattern", "on_customer_message.resolved_after_grace")
def test_a_resolved_case_reopens_for_14_days(engine: Engine, care: Channel) -> None:
    first = engine.resolve(hours(1))
    engine.hear(care, care.message("2", hours(1 + GRACE) - TICK, thread={"id": "t-1"}))
    assert engine.open_case().id == first.id
    engine.resolve(hours(1000))
    engine.hear(care, care.message("3", hours(1000 + GRACE), thread={"id": "t-1"}))
    assert engine.open_case().id != first.id


@pytest.mark.requirement("B-14")
def test_no_number_is_given_twice(engine: Engine, care: Channel) -> None:
    for number in range(20):
        engine.hear(care, care.message(f"m{number}", hours(1), thread={"id": f"n-{number}"}))
    numbers = [case.number for case in engine.cases()]
    assert len(set(numbers)) == 21
    found = [engine.store.ledger.case_id(number) for number in numbers]
    assert found == [case.id for case in engine.cases()]
