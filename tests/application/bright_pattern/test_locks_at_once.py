"""Two agents reach for one mail at the same moment: one of them gets it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from application.actor import Actor
from domain.case.commands import AnswerCase
from domain.errors import Rejection
from domain.lock.commands import LockMessage
from domain.lock.errors import LockedByAnother
from tests.application.bright_pattern.test_locks import ANNA, BEN
from tests.support.controls import Engine
from tests.support.controls_channel import Channel
from tests.support.controls_interference import interfere

pytestmark = [pytest.mark.requirement("B-32"), pytest.mark.usefixtures("mail")]


def test_of_two_agents_one_opens_it(engine: Engine) -> None:
    command = LockMessage(message_id=engine.message_id("1"))

    def attempt(who: str) -> str:
        try:
            engine.do(command, actor=Actor(who, "os-user:x"))
        except Rejection as refused:
            return refused.code
        return who

    for round_ in range(5):
        engine.now = engine.now.replace(hour=engine.now.hour + 1, minute=0)
        pair = [f"agent:a{round_}", f"agent:b{round_}"]
        with ThreadPoolExecutor(2) as both:
            told = list(both.map(attempt, pair))
        assert "locked_by_another" in told
        assert len(set(told) & set(pair)) == 1


def test_an_answer_loses_against_a_lock_that_came_first(
    engine: Engine, mail: Channel, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody had it when the answer was decided; when it was to be written somebody had."""
    id, case = engine.message_id("1"), engine.open_case(profile=mail.profile)
    interfere(monkeypatch, engine.store, lambda: engine.do(LockMessage(message_id=id), actor=ANNA))
    with pytest.raises(LockedByAnother):
        engine.do(AnswerCase(case_id=case.id, text="Mine.", in_reply_to=id), actor=BEN)
    assert engine.events("message.composed") == []
