from __future__ import annotations

from datetime import timedelta

import pytest

from domain.case.commands import ChangeStatus, EscalateMessage, OpenCase, ReopenCase
from domain.case.events import CaseReopened
from domain.conversation.errors import AnotherCaseIsOpen
from domain.message.errors import MessageNotParked
from tests.support.controls import Engine
from tests.support.controls_channel import Channel, hours

GRACE = 72
TICK = timedelta(microseconds=1)


@pytest.mark.policy("emplifi", "grouping.key")
@pytest.mark.requirement("E-04")
@pytest.mark.requirement("E-13")
def test_one_open_case_takes_what_customer_and_profile_write_to_each_other(
    engine: Engine, care: Channel
) -> None:
    taken = engine.hear(
        care,
        care.message("1", hours(0)),
        care.message("2", hours(1), by="agent"),
        care.message("3", hours(2)),
        care.message("4", hours(3), by="bot"),
    )
    assert taken.attached == 4
    assert len(engine.cases()) == 1
    directions = [attached.direction for attached in engine.events("case.message_attached")]
    assert directions == ["in", "out", "in", "out"]


@pytest.mark.policy("emplifi", "identity.key")
@pytest.mark.requirement("E-06")
@pytest.mark.requirement("E-07")
@pytest.mark.requirement("E-08")
def test_two_accounts_of_one_person_are_two_customers_with_cases_of_their_own(
    engine: Engine, care: Channel
) -> None:
    same = {"name": "Ann Example", "email": "ann@example.com"}
    for account in ("ann-1", "ann-2"):
        message = care.message(account, customer=account)
        message["data"]["customer"] |= same
        engine.hear(care, message)
    assert engine.open_case("ann-1").id != engine.open_case("ann-2").id


@pytest.mark.policy("emplifi", "grouping.one_open_case")
@pytest.mark.requirement("E-09")
@pytest.mark.requirement("E-47")
def test_a_second_open_case_is_refused_whoever_asks(engine: Engine, care: Channel) -> None:
    engine.hear(care, care.message("1", hours(0)))
    first = engine.open_case()
    with pytest.raises(AnotherCaseIsOpen) as refused:
        engine.do(OpenCase(profile_id="care", customer_id="ann"))
    assert refused.value.facts["number"] == first.number
    engine.resolve(hours(1))
    second = engine.do(OpenCase(profile_id="care", customer_id="ann"))
    with pytest.raises(AnotherCaseIsOpen) as refused:
        engine.do(ReopenCase(case_id=first.id))
    assert refused.value.facts["number"] == second.facts["number"]


@pytest.mark.requirement("E-47")
def test_a_person_reopens_a_case_whose_grace_is_over(engine: Engine, care: Channel) -> None:
    engine.hear(care, care.message("1", hours(0)))
    case = engine.open_case()
    engine.resolve(hours(1))
    engine.now = hours(1000)
    engine.do(ReopenCase(case_id=case.id))
    assert engine.open_case().id == case.id


@pytest.mark.usefixtures("care")
@pytest.mark.requirement("E-10")
def test_older_cases_stand_beside_the_open_one(engine: Engine) -> None:
    for at in (0, 10):
        engine.do(OpenCase(profile_id="care", customer_id="ann"))
        engine.resolve(hours(at + 1))
    engine.do(OpenCase(profile_id="care", customer_id="ann"))
    assert [case.is_open for case in engine.cases()] == [False, False, True]


@pytest.mark.requirement("E-12")
@pytest.mark.parametrize("status", ["New", "Open", "Pending", "On hold"])
def test_new_open_pending_and_on_hold_count_as_open(
    engine: Engine, care: Channel, status: str
) -> None:
    engine.hear(care, care.message("1", hours(0)))
    engine.do(ChangeStatus(case_id=engine.open_case().id, status=status))
    with pytest.raises(AnotherCaseIsOpen):
        engine.do(OpenCase(profile_id="care", customer_id="ann"))


@pytest.mark.policy(
    "emplifi", "on_customer_message.resolved_in_grace", "grace.length", "reopen.target_status"
)
@pytest.mark.requirement("E-11")
@pytest.mark.requirement("E-16")
@pytest.mark.requirement("E-17")
def test_a_message_within_grace_reopens_and_what_follows_stays(
    engine: Engine, care: Channel
) -> None:
    engine.hear(care, care.message("1", hours(0)))
    case = engine.open_case()
    engine.resolve(hours(1))
    engine.hear(care, care.message("2", hours(1 + GRACE) - TICK), care.message("3", hours(500)))
    assert engine.open_case().id == case.id
    assert [engine.message(each).case_id for each in "123"] == [case.id] * 3
    (reopened,) = engine.events("case.reopened")
    assert reopened == CaseReopened("customer_message", "Done", "resolved", "Open", "open")


@pytest.mark.policy("emplifi", "on_customer_message.resolved_after_grace", "grace.length")
@pytest.mark.requirement("E-14")
@pytest.mark.requirement("E-19")
@pytest.mark.requirement("E-21")
@pytest.mark.requirement("E-22")
@pytest.mark.requirement("E-23")
def test_at_the_end_of_grace_a_message_is_parked_and_the_case_stays_closed(
    engine: Engine, care: Channel
) -> None:
    engine.hear(care, care.message("1", hours(0)))
    engine.resolve(hours(1))
    taken = engine.hear(
        care,
        care.message("2", hours(1 + GRACE)),
        care.message("3", hours(2 + GRACE), by="agent"),
        care.message("4", hours(3 + GRACE), by="third_party"),
    )
    assert (taken.parked, taken.unattached, taken.attached) == (1, 2, 0)
    assert (engine.message("2").place, engine.message("2").case_id) == ("parked", None)
    (case,) = engine.cases()
    assert case.status == "Done"


@pytest.mark.requirement("E-15")
@pytest.mark.parametrize("length", [1, 24, 720])
def test_the_length_of_grace_is_set_in_the_policy(engine: Engine, length: int) -> None:
    engine.profile(engine.policy("ours", "emplifi", grace={"length": f"{length}h"}))
    care = Channel()
    engine.hear(care, care.message("1", hours(0)), care.message("b1", customer="bob"))
    engine.resolve(hours(1))
    engine.resolve(hours(1), "bob")
    taken = engine.hear(
        care,
        care.message("2", hours(1 + length) - TICK),
        care.message("b2", hours(1 + length), customer="bob"),
    )
    assert (taken.attached, taken.parked) == (1, 1)


@pytest.mark.requirement("E-18")
def test_each_done_starts_a_full_grace_again(engine: Engine, care: Channel) -> None:
    engine.hear(care, care.message("1", hours(0)))
    engine.resolve(hours(1))
    engine.hear(care, care.message("2", hours(70)))
    engine.resolve(hours(71))
    engine.hear(care, care.message("3", hours(71 + GRACE) - TICK))
    assert len(engine.events("case.reopened")) == 2


@pytest.mark.requirement("E-20")
@pytest.mark.parametrize("at", [0.5, 1.0, 1.5])
def test_without_grace_done_closes_at_once_even_for_older_messages(
    engine: Engine, at: float
) -> None:
    engine.profile(engine.policy("ours", "emplifi", grace={"length": "0"}))
    care = Channel()
    engine.hear(care, care.message("1", hours(0)))
    engine.resolve(hours(1))
    assert engine.hear(care, care.message("2", hours(at))).parked == 1
    assert engine.events("case.reopened") == []


def test_a_message_older_than_the_resolve_is_within_grace(engine: Engine, care: Channel) -> None:
    engine.hear(care, care.message("1", hours(0)))
    engine.resolve(hours(100))
    assert engine.hear(care, care.message("2", hours(5))).attached == 1
    (attached,) = engine.events("case.message_attached")[-1:]
    assert attached.decision.elapsed == 0.0


@pytest.mark.requirement("E-24")
@pytest.mark.requirement("E-25")
@pytest.mark.requirement("E-26")
def test_an_escalated_message_is_the_first_of_a_new_case_that_takes_what_follows(
    engine: Engine, care: Channel
) -> None:
    engine.hear(care, care.message("1", hours(0)))
    engine.resolve(hours(1))
    engine.hear(care, care.message("2", hours(100)), care.message("3", hours(101)))
    escalate = EscalateMessage(message_id=engine.message_id("2"))
    outcome = engine.do(escalate, at=hours(102))
    old, new = engine.cases()
    assert (new.origin, outcome.facts["number"]) == ("escalation", new.number)
    engine.hear(care, care.message("4", hours(103)), care.message("5", hours(104), by="agent"))
    places = [engine.message(each).case_id for each in "12345"]
    assert places == [old.id, new.id, None, new.id, new.id]
    assert engine.message("3").place == "parked"


def test_a_second_parked_message_joins_the_case_of_the_first(engine: Engine, care: Channel) -> None:
    engine.hear(care, care.message("1", hours(0)))
    engine.resolve(hours(1))
    engine.hear(care, care.message("2", hours(100)), care.message("3", hours(101)))
    engine.now = hours(102)
    first = engine.do(EscalateMessage(message_id=engine.message_id("2")))
    second = engine.do(EscalateMessage(message_id=engine.message_id("3")))
    assert first.facts["joined"] == "a new case"
    assert second.facts["joined"] == "an open case"
    assert first.facts["case_id"] == second.facts["case_id"]
    with pytest.raises(MessageNotParked) as refused:
        engine.do(EscalateMessage(message_id=engine.message_id("3")))
    assert refused.value.facts["place"] == "attached"


def test_escalating_does_not_wake_a_case_in_grace(engine: Engine, care: Channel) -> None:
    engine.hear(care, care.message("1", hours(0)))
    engine.resolve(hours(1))
    engine.hear(care, care.message("2", hours(100)))
    engine.do(OpenCase(profile_id="care", customer_id="ann"), at=hours(0))
    engine.resolve(hours(99))
    engine.now = hours(101)
    engine.do(EscalateMessage(message_id=engine.message_id("2")))
    assert [case.category for case in engine.cases()] == ["resolved", "resolved", "new"]


@pytest.mark.requirement("E-04")
def test_the_same_customer_of_another_profile_has_another_case(engine: Engine) -> None:
    engine.profile("emplifi")
    engine.profile("emplifi", name="sales")
    care, sales = Channel(), Channel("sales", partition=1)
    engine.hear(care, care.message("1"))
    engine.hear(sales, sales.message("1"))
    assert engine.open_case().id != engine.open_case(profile="sales").id
