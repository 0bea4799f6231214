"""A message that changed nothing counts as the customer's when a person says so."""

from __future__ import annotations

import pytest

from domain.case.commands import CloseCase, EscalateMessage, ResolveCase
from domain.case.errors import CaseTakesNoMessages
from domain.case.promoting_commands import PromoteMessage
from domain.message.errors import MessageNotInCase, MessageNotSilent
from tests.support.controls import Engine
from tests.support.controls_channel import Channel, hours


@pytest.fixture
def care(engine: Engine) -> Channel:
    """A case that was resolved, and thanks that came after it."""
    policy = engine.policy("thankful", on_customer_message={"thanks": "append_silent"})
    engine.profile(policy)
    channel = Channel()
    engine.hear(channel, channel.message("1"))
    engine.resolve(hours(1))
    engine.hear(channel, channel.message("2", hours(2), text="Thank you!"))
    return channel


@pytest.mark.usefixtures("care")
def test_thanks_do_not_reopen_until_a_person_promotes_them(engine: Engine) -> None:
    [case] = engine.cases()
    assert (engine.message("2").case_id, case.category) == (case.id, "resolved")
    before = case.last_added_at
    done = engine.do(PromoteMessage(message_id=engine.message_id("2")), at=hours(3))
    assert done.facts["action"] == "append_reopen"
    [case] = engine.cases()
    assert case.is_open
    assert (before, case.last_added_at) == (hours(0), hours(3))
    assert engine.open_case().id == case.id


def test_in_an_open_case_it_only_counts(engine: Engine, care: Channel) -> None:
    engine.hear(
        care,
        care.message("3", hours(3), text="Where is it?"),
        care.message("4", hours(4), auto_submitted=True),
    )
    done = engine.do(PromoteMessage(message_id=engine.message_id("4")), at=hours(5))
    assert done.facts["action"] == "append"
    assert len(engine.events("case.reopened")) == 1


def test_backdated_it_turns_no_clock_back(engine: Engine, care: Channel) -> None:
    engine.hear(care, care.message("3", hours(9), text="Where is it?"))
    engine.do(PromoteMessage(message_id=engine.message_id("2")), at=hours(3))
    assert engine.open_case().last_added_at == hours(9)


def test_only_what_changed_nothing_is_promoted_and_once(engine: Engine, care: Channel) -> None:
    silent = PromoteMessage(message_id=engine.message_id("2"))
    engine.do(silent, at=hours(3))
    for message in ("1", "2"):
        with pytest.raises(MessageNotSilent):
            engine.do(PromoteMessage(message_id=engine.message_id(message)))
    engine.hear(care, care.message("5", hours(5), customer="bea", auto_submitted=True))
    with pytest.raises(MessageNotInCase):
        engine.do(PromoteMessage(message_id=engine.message_id("5")))


@pytest.mark.usefixtures("care")
def test_in_a_closed_case_nothing_is_promoted(engine: Engine) -> None:
    [case] = engine.cases()
    engine.do(CloseCase(case_id=case.id), at=hours(3))
    with pytest.raises(CaseTakesNoMessages):
        engine.do(PromoteMessage(message_id=engine.message_id("2")), at=hours(4))


def test_thanks_to_a_closed_case_wait_for_a_person(engine: Engine, care: Channel) -> None:
    [case] = engine.cases()
    engine.do(CloseCase(case_id=case.id), at=hours(3))
    assert engine.hear(care, care.message("3", hours(4), text="Danke!")).parked == 1
    engine.do(EscalateMessage(message_id=engine.message_id("3")), at=hours(5))
    engine.do(ResolveCase(case_id=engine.open_case().id), at=hours(6))
