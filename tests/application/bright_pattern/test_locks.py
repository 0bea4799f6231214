"""Whoever opens a mail works on it alone until he is done, or too slow (B-32)."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from application.actor import Actor
from application.dispatch import Outcome
from domain.case.commands import AnswerCase, CloseCase, OpenCase
from domain.case.follow_up_commands import FollowUp
from domain.case.merging_commands import DetachMessage, MergeCases, MoveMessage
from domain.errors import Rejection
from domain.lock.commands import LockMessage, ReleaseLock
from domain.lock.errors import (
    LockedByAnother,
    LockExpired,
    LocksNotUsed,
    NotLocked,
    OnlyAgentsLock,
)
from domain.message.errors import MessageNotInCase, UnknownMessage
from domain.team.errors import NotPermitted
from tests.support.controls import Engine
from tests.support.controls_channel import NOON, Channel
from tests.support.defining import define

ANNA, BEN = Actor("agent:anna", "os-user:anna"), Actor("agent:ben", "os-user:ben")
BOSS = Actor("supervisor:sue", "os-user:sue")
TTL = timedelta(minutes=15)
TICK = timedelta(microseconds=1)

pytestmark = pytest.mark.requirement("B-32")


def lock(engine: Engine, who: Actor = ANNA, mail: str = "1") -> Outcome:
    return engine.do(LockMessage(message_id=engine.message_id(mail)), actor=who)


def release(engine: Engine, who: Actor = ANNA, **more: Any) -> Outcome:
    return engine.do(ReleaseLock(message_id=engine.message_id("1"), **more), actor=who)


def answer(engine: Engine, who: Actor, mail: str = "1") -> Outcome:
    id, case = engine.message_id(mail), engine.cases()[0]
    return engine.do(AnswerCase(case_id=case.id, text="Soon.", in_reply_to=id), actor=who)


def refused(engine: Engine, why: type[Rejection], *what: Any, **facts: Any) -> None:
    act, *given = what
    position = engine.store.position()
    with pytest.raises(why) as refusal:
        act(engine, *given)
    assert refusal.value.facts.items() >= facts.items()
    assert engine.store.position() == position


def released(engine: Engine) -> list[tuple[str, str]]:
    return [(each.holder, each.because) for each in engine.events("lock.released")]


@pytest.fixture(autouse=True)
def thread(mail: Channel) -> Channel:
    return mail


def test_a_mail_that_nobody_holds_is_opened(engine: Engine) -> None:
    done = lock(engine)
    assert (done.facts["holder"], done.facts["number"]) == ("anna", engine.open_case().number)
    assert datetime.fromisoformat(done.facts["until"]) == NOON + TTL


@pytest.mark.policy("bright_pattern", "lock.scope")
def test_another_agents_mail_can_be_neither_opened_nor_answered(engine: Engine) -> None:
    lock(engine)
    held = {"holder": "anna", "until": NOON + TTL}
    refused(engine, LockedByAnother, lock, BEN, **held)
    refused(engine, LockedByAnother, answer, BEN, **held)


def test_other_mails_of_the_case_stay_free(engine: Engine) -> None:
    lock(engine)
    lock(engine, BEN, "2")
    answer(engine, BEN, "2")
    refused(engine, LockedByAnother, answer, BEN)


def test_a_lock_ends_by_itself_at_its_instant(engine: Engine) -> None:
    lock(engine)
    engine.now = NOON + TTL - TICK
    refused(engine, LockedByAnother, lock, BEN)
    engine.now = NOON + TTL
    assert lock(engine, BEN).facts["holder"] == "ben"


def test_its_holder_extends_it(engine: Engine) -> None:
    lock(engine)
    engine.now += TTL / 2
    assert datetime.fromisoformat(lock(engine).facts["until"]) == engine.now + TTL
    position = engine.store.position()
    lock(engine)
    assert engine.store.position() == position


def test_an_answer_needs_no_lock_where_nobody_has_one(engine: Engine) -> None:
    answer(engine, BEN)
    assert engine.events("lock.taken", "lock.released") == []


def test_an_answer_ends_the_holders_own_lock(engine: Engine) -> None:
    lock(engine)
    answer(engine, ANNA)
    assert released(engine) == [("anna", "answered")]
    answer(engine, BEN)


def test_its_holder_gives_it_free(engine: Engine) -> None:
    lock(engine)
    release(engine)
    assert released(engine) == [("anna", "released")]
    lock(engine, BEN)


def test_what_nobody_holds_cannot_be_released(engine: Engine) -> None:
    refused(engine, NotLocked, release)
    lock(engine)
    engine.now = NOON + TTL
    refused(engine, LockExpired, release, holder="anna", until=NOON + TTL)


def test_only_a_supervisor_breaks_anothers_lock(engine: Engine) -> None:
    define(engine, "agent", "root", roles=["administrator"])
    lock(engine)
    refused(engine, LockedByAnother, release, BEN)
    with pytest.raises(NotPermitted):
        release(engine, BEN, breaking=True)
    release(engine, BOSS, breaking=True)
    assert released(engine) == [("anna", "broken")]
    answer(engine, BEN)


def test_only_people_open_mails(engine: Engine) -> None:
    refused(engine, OnlyAgentsLock, lock, Actor("bot:answers", "token"))


def test_a_program_does_not_answer_what_somebody_works_on(engine: Engine) -> None:
    robot = Actor("bot:answers", "token")
    lock(engine)
    refused(engine, LockedByAnother, answer, robot)
    release(engine)
    answer(engine, robot)


def test_no_follow_up_is_written_to_a_mail_that_somebody_works_on(engine: Engine) -> None:
    case = engine.open_case()
    lock(engine)
    engine.do(CloseCase(case_id=case.id))
    command = FollowUp(case_id=case.id, text="It came.", in_reply_to=engine.message_id("1"))
    with pytest.raises(LockedByAnother):
        engine.do(command, actor=BEN)
    engine.do(command, actor=ANNA)
    assert released(engine) == [("anna", "answered")]


def test_a_mail_of_a_merged_case_is_locked_where_it_is_shown(
    engine: Engine, thread: Channel
) -> None:
    engine.hear(thread, thread.message("3", thread={"id": "t-9"}))
    first, second = engine.cases()
    engine.do(MergeCases(case_id=second.id, into_id=first.id))
    assert lock(engine, mail="3").facts["number"] == first.number
    refused(engine, LockedByAnother, answer, BEN, "3")


def test_a_whole_case_may_be_locked_instead(engine: Engine) -> None:
    ours = engine.policy("ours", "builtin", lock={"scope": "case", "ttl": "1h"})
    engine.profile(ours, name="shop")
    shop = Channel("shop", partition=1)
    engine.hear(shop, shop.message("1"), shop.message("2"))
    one, two = (engine.message_id(id, profile="shop") for id in "12")
    engine.do(LockMessage(message_id=one), actor=ANNA)
    case = engine.open_case(profile="shop")
    for refusable in (LockMessage(message_id=two), AnswerCase(case_id=case.id, text="x")):
        with pytest.raises(LockedByAnother):
            engine.do(refusable, actor=BEN)
    (taken,) = engine.events("lock.taken")
    assert (taken.case_id, taken.message_id, taken.until) == (
        case.id,
        None,
        NOON + timedelta(hours=1),
    )


@pytest.mark.policy("deskie", "lock.scope")
@pytest.mark.policy("qualtrics", "lock.scope")
@pytest.mark.policy("emplifi", "lock.scope")
@pytest.mark.policy("creatio", "lock.scope")
def test_other_presets_lock_nothing(engine: Engine) -> None:
    for number, preset in enumerate(("deskie", "qualtrics", "emplifi", "creatio", "builtin"), 1):
        engine.profile(preset, name=preset)
        channel = Channel(preset, partition=number)
        engine.hear(channel, channel.message("m"))
        with pytest.raises(LocksNotUsed):
            engine.do(LockMessage(message_id=engine.message_id("m", profile=preset)))


def test_only_a_mail_in_a_case_is_locked(engine: Engine, thread: Channel) -> None:
    with pytest.raises(UnknownMessage):
        engine.do(LockMessage(message_id=engine.message_id("never")))
    engine.hear(thread, thread.message("x", by="agent", customer="eve"))
    with pytest.raises(MessageNotInCase):
        engine.do(LockMessage(message_id=engine.message_id("x")))


def test_a_mail_under_work_is_moved_and_taken_out_by_its_holder_alone(engine: Engine) -> None:
    mail = engine.message_id("1")
    other = UUID(engine.do(OpenCase(profile_id="care", customer_id="ann")).facts["case_id"])
    lock(engine, ANNA)

    for command in (MoveMessage(message_id=mail, case_id=other), DetachMessage(message_id=mail)):
        with pytest.raises(LockedByAnother):
            engine.do(command, actor=BEN)
    engine.do(MoveMessage(message_id=mail, case_id=other), actor=ANNA)

    assert engine.message("1").case_id == other
