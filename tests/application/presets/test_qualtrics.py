from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from domain.case.commands import AssignCase, OpenCase, RecordSurvey, ReopenCase
from tests.support.controls import Engine
from tests.support.controls_channel import Channel, hours

TICK = timedelta(microseconds=1)
LIMIT = 28 * 24


@pytest.fixture
def care(engine: Engine) -> Channel:
    engine.profile("qualtrics")
    return Channel()


@pytest.mark.policy("qualtrics", "grouping.key")
@pytest.mark.requirement("Q-01")
@pytest.mark.requirement("Q-23")
@pytest.mark.requirement("Q-24")
@pytest.mark.requirement("Q-25")
@pytest.mark.requirement("Q-50")
def test_each_author_gets_one_case_of_his_own(engine: Engine, care: Channel) -> None:
    engine.hear(
        care,
        care.message("a1", customer="ann", thread={"id": "t"}),
        care.message("b1", customer="bob", thread={"id": "t"}),
        care.message("a2", hours(1), customer="ann", thread={"id": "u"}),
        care.message("b2", hours(1), customer="bob"),
    )
    ann, bob = engine.open_case("ann"), engine.open_case("bob")
    assert [engine.message(each).case_id for each in ("a1", "a2")] == [ann.id] * 2
    assert [engine.message(each).case_id for each in ("b1", "b2")] == [bob.id] * 2
    assert ann.id != bob.id


@pytest.mark.requirement("Q-04")
def test_a_private_message_opens_a_case_and_so_does_a_person(engine: Engine, care: Channel) -> None:
    engine.hear(care, care.message("1"))
    filed: dict[str, Any] = {"topic": "delivery", "title": "Late", "priority": "high"}
    engine.do(OpenCase(profile_id="care", customer_id="bob", **filed))
    assert (engine.open_case().origin, engine.open_case("bob").origin) == ("inbound", "manual")


@pytest.mark.policy("qualtrics", "grouping.auto_create.only_private_1to1")
@pytest.mark.requirement("Q-22")
def test_nothing_but_a_private_conversation_opens_a_case(engine: Engine, care: Channel) -> None:
    assert engine.hear(care, care.message("1", private=False)).parked == 1
    engine.hear(care, care.message("2", hours(1)))
    assert engine.hear(care, care.message("3", hours(2), private=False)).parked == 1
    assert engine.hear(care, care.message("4", hours(3), customer="bob", private=False)).parked == 1
    assert len(engine.events("case.created")) == 1


@pytest.mark.requirement("Q-49")
def test_a_direct_message_becomes_a_case(engine: Engine, care: Channel) -> None:
    assert engine.hear(care, care.message("1")).attached == 1
    assert engine.open_case().origin == "inbound"


@pytest.mark.requirement("Q-02")
def test_a_case_has_one_assignee(engine: Engine, care: Channel) -> None:
    engine.hear(care, care.message("1"))
    for agent in ("agent:ann", "agent:bob"):
        engine.do(AssignCase(case_id=engine.open_case().id, assignee=agent))
    assert engine.open_case().assignee == "agent:bob"


@pytest.mark.policy("qualtrics", "grouping.idle_split")
@pytest.mark.requirement("Q-26")
def test_after_28_days_without_an_addition_the_next_message_opens_a_new_case(
    engine: Engine, care: Channel
) -> None:
    engine.hear(care, care.message("1"), care.message("b1", customer="bob"))
    engine.hear(
        care,
        care.message("2", hours(LIMIT)),
        care.message("b2", hours(LIMIT) - TICK, customer="bob"),
    )
    assert [case.category for case in engine.cases()] == ["new", "new"]
    assert len(engine.cases("bob")) == 1
    engine.hear(care, care.message("3", hours(LIMIT + 1)))
    assert engine.message("3").case_id == engine.cases()[1].id


@pytest.mark.requirement("Q-27")
@pytest.mark.parametrize("by", ["customer", "agent", "third_party"])
def test_every_addition_starts_the_28_days_again(engine: Engine, care: Channel, by: str) -> None:
    engine.hear(care, care.message("1"), care.message("2", hours(LIMIT - 1), by=by))
    engine.hear(care, care.message("3", hours(2 * LIMIT - 1) - TICK))
    assert len(engine.cases()) == 1
    engine.hear(care, care.message("4", hours(3 * LIMIT)))
    assert len(engine.cases()) == 2


def test_an_out_of_office_answer_does_not_break_the_silence(engine: Engine, care: Channel) -> None:
    engine.hear(care, care.message("1"), care.message("2", hours(LIMIT - 1), auto_submitted=True))
    engine.hear(care, care.message("3", hours(LIMIT)))
    assert len(engine.cases()) == 2


def test_a_message_that_comes_late_does_not_turn_the_silence_back(
    engine: Engine, care: Channel
) -> None:
    engine.hear(care, care.message("1"), care.message("2", hours(100)), care.message("3", hours(9)))
    engine.hear(care, care.message("4", hours(LIMIT + 50)))
    assert len(engine.cases()) == 1


@pytest.mark.policy("qualtrics", "on_customer_message.resolved_after_grace", "grace.length")
@pytest.mark.requirement("Q-28")
@pytest.mark.requirement("Q-29")
def test_a_resolve_is_final_for_messages_and_the_next_one_opens_a_new_case(
    engine: Engine, care: Channel
) -> None:
    engine.hear(care, care.message("1"))
    first = engine.resolve(hours(1))
    taken = engine.hear(care, care.message("2", hours(1)), care.message("3", hours(2), by="agent"))
    assert taken.attached == 2
    assert engine.case(first.id).category == "resolved"
    assert engine.message("2").case_id == engine.message("3").case_id == engine.open_case().id
    assert engine.open_case().id != first.id


@pytest.mark.policy("qualtrics", "on_customer_message.resolved_in_grace")
@pytest.mark.parametrize("at", [0.5, 1.0])
def test_a_message_at_or_before_the_resolve_that_it_meets_opens_a_new_case(
    engine: Engine, care: Channel, at: float
) -> None:
    engine.hear(care, care.message("1"))
    first = engine.resolve(hours(1))
    engine.hear(care, care.message("2", hours(at)))
    assert engine.message("2").case_id != first.id
    assert engine.events("case.reopened") == []


def test_a_person_may_reopen_what_messages_may_not(engine: Engine, care: Channel) -> None:
    engine.hear(care, care.message("1"))
    case = engine.resolve(hours(1))
    engine.do(ReopenCase(case_id=case.id), at=hours(2))
    engine.hear(care, care.message("2", hours(3)))
    assert engine.message("2").case_id == case.id


def test_the_agents_answer_after_the_resolve_is_left_unattached(
    engine: Engine, care: Channel
) -> None:
    engine.hear(care, care.message("1"))
    engine.resolve(hours(1))
    assert engine.hear(care, care.message("2", hours(1), by="agent")).unattached == 1


@pytest.mark.requirement("Q-55")
@pytest.mark.requirement("Q-56")
def test_the_answer_to_a_survey_stays_with_the_resolved_case(engine: Engine, care: Channel) -> None:
    engine.hear(care, care.message("1"))
    case = engine.resolve(hours(1))
    survey = str(engine.do(RecordSurvey(case_id=case.id)).facts["survey_id"])
    before = engine.case(case.id)
    taken = engine.hear(care, care.survey_answer("s1", survey, hours(5), value=1, comment="bad"))
    after = engine.case(case.id)
    assert taken.applied == 1
    assert (after.version, after.status) == (before.version + 1, before.status)
    assert len(engine.cases()) == 1
