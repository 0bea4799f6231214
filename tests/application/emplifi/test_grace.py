"""When a case takes messages: while it is open in any status, and in its grace (E-11 to E-21)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from domain.case.commands import ChangeStatus, EscalateMessage
from domain.policy.errors import PolicyFieldUnsupported
from tests.support.controls import Engine
from tests.support.controls_channel import Channel, hours

TICK = timedelta(microseconds=1)
YEAR = 24 * 365


@pytest.mark.requirement("E-12", "E-13")
@pytest.mark.parametrize("status", ["New", "Open", "Pending", "On hold"])
def test_every_open_status_takes_what_both_sides_write(
    engine: Engine, care: Channel, status: str
) -> None:
    engine.hear(care, care.message("1", hours(0)))
    case = engine.open_case()
    engine.do(ChangeStatus(case_id=case.id, status=status))
    engine.hear(care, care.message("2", hours(1), by="agent"))
    assert engine.case(case.id).status == status
    engine.hear(care, care.message("3", hours(2)), care.message("4", hours(3), by="agent"))
    assert {engine.message(each).case_id for each in "1234"} == {case.id}
    assert engine.case(case.id).status == ("Open" if status == "Pending" else status)


@pytest.mark.requirement("E-15")
def test_each_profile_has_the_grace_that_was_set_for_it(engine: Engine) -> None:
    lengths = {"care": "1h", "sales": "48h", "shop": "0"}
    for partition, (name, length) in enumerate(lengths.items()):
        engine.profile(engine.policy(name, "emplifi", grace={"length": length}), name=name)
        channel = Channel(name, partition=partition)
        engine.hear(channel, channel.message("1", hours(0)))
        case = engine.open_case(profile=name)
        engine.now = hours(1)
        engine.do(ChangeStatus(case_id=case.id, status="Done"), at=hours(1))
        taken = engine.hear(channel, channel.message("2", hours(3)))
        assert (taken.attached, taken.parked) == ((1, 0) if name == "sales" else (0, 1))


@pytest.mark.requirement("E-18")
def test_the_cycle_of_done_and_grace_has_no_limit(engine: Engine, care: Channel) -> None:
    at = 0.0
    engine.hear(care, care.message("0", hours(at)))
    case = engine.open_case()
    for round in range(1, 8):
        engine.resolve(hours(at + 1))
        at += 1 + 72
        engine.hear(care, care.message(str(round), hours(at) - TICK))
        assert engine.case(case.id).is_open
    engine.resolve(hours(at + 1))
    assert engine.hear(care, care.message("late", hours(at + 1 + 72))).parked == 1
    assert len(engine.events("case.reopened")) == 7


@pytest.mark.requirement("E-44")
def test_nothing_ends_by_its_age(engine: Engine, care: Channel) -> None:
    engine.hear(care, care.message("1", hours(0)))
    old = engine.resolve(hours(1))
    engine.hear(care, care.message("2", hours(20 * YEAR)))
    engine.do(EscalateMessage(message_id=engine.message_id("2")), at=hours(20 * YEAR + 1))
    assert engine.cases()[0].number == old.number
    assert engine.message("1").case_id == old.id
    with pytest.raises(PolicyFieldUnsupported) as refused:
        engine.policy("short", "emplifi", retention={"mode": "days", "days": 30})
    assert refused.value.facts["field"] == "retention.mode"
