"""Resolving a case resolves all its mentions in one action, where the policy says so."""

from __future__ import annotations

from typing import Any

import pytest

from application.looking.messages import message_stands
from domain.case.commands import OpenCase, ReopenCase, ResolveCase
from domain.case.merging_commands import MergeCases, MoveMessage
from tests.support.controls import Engine
from tests.support.controls_channel import Channel, hours

FILED: dict[str, Any] = {"topic": "delivery", "title": "Late parcels", "priority": "high"}


def resolved(engine: Engine, *ids: str) -> list[bool]:
    found = [message_stands(engine.store, engine.ids, engine.message_id(id)) for id in ids]
    return [each.resolved for each in found if each is not None]


@pytest.mark.requirement("Q-03")
def test_one_resolve_resolves_the_mentions_of_all_authors(engine: Engine, care: Channel) -> None:
    engine.hear(care, care.message("a"), care.message("b", customer="bob"))
    case_id = engine.case(engine.do(OpenCase(policy_id="qualtrics", **FILED)).facts["case_id"]).id
    for id in ("a", "b"):
        engine.do(MoveMessage(message_id=engine.message_id(id), case_id=case_id), at=hours(1))
    assert resolved(engine, "a", "b") == [False, False]
    before = engine.store.position()
    engine.do(ResolveCase(case_id=case_id), at=hours(2))
    assert resolved(engine, "a", "b") == [True, True]
    log = engine.store.read_log(after=before)
    assert [each.recorded.event.TOPIC for each in log] == [
        "case.resolved",
        "conversation.case_settled",
    ]
    engine.do(ReopenCase(case_id=case_id), at=hours(3))
    assert resolved(engine, "a", "b") == [False, False]


def test_a_mention_without_a_case_is_not_resolved(engine: Engine, care: Channel) -> None:
    engine.hear(care, care.message("p", private=False))
    assert resolved(engine, "p") == [False]


def test_where_the_policy_says_otherwise_mentions_do_not_follow(engine: Engine) -> None:
    engine.profile(engine.policy("own", "qualtrics", resolve={"cascade_messages": False}))
    care = Channel()
    engine.hear(care, care.message("1"))
    engine.resolve(hours(1))
    assert resolved(engine, "1") == [False]


def test_messages_of_a_merged_case_follow_the_one_that_shows_them(engine: Engine) -> None:
    engine.profile("deskie")
    care = Channel()
    for id in ("1", "2"):
        engine.hear(care, care.message(id, thread={"id": id}))
    into, case = engine.cases()
    engine.do(MergeCases(case_id=case.id, into_id=into.id), at=hours(1))
    engine.do(ResolveCase(case_id=into.id), at=hours(2))
    assert resolved(engine, "1", "2") == [True, True]
