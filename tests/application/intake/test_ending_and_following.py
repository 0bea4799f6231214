from __future__ import annotations

import pytest

from domain.case.commands import CloseCase, UpdateCase
from domain.policy.reactions import SORRY
from tests.support.controls import Engine
from tests.support.controls_channel import Channel, hours

WEEK = 7 * 24


def splitting(engine: Engine, then: str, *, one: bool) -> Channel:
    split = {"after": "7d", "then": then}
    policy = engine.policy("ours", grouping={"one_open_case": one, "idle_split": split})
    engine.profile(policy, group="service")
    care = Channel()
    engine.hear(care, care.message("1"))
    return care


def test_silence_leaves_the_old_case_open_where_the_policy_says_so(engine: Engine) -> None:
    care = splitting(engine, "leave_open", one=False)
    engine.hear(care, care.message("2", hours(WEEK)), care.message("3", hours(WEEK + 1)))
    old, new = engine.cases()
    assert (old.category, new.category) == ("new", "new")
    assert engine.message("2").case_id == engine.message("3").case_id == new.id


@pytest.mark.parametrize("one", [True, False])
def test_silence_resolves_the_old_case_where_the_policy_says_so(engine: Engine, one: bool) -> None:
    care = splitting(engine, "auto_resolve", one=one)
    engine.hear(care, care.message("2", hours(WEEK)))
    old, new = engine.cases()
    assert (old.category, new.category) == ("resolved", "new")
    (resolved,) = engine.events("case.resolved")
    assert resolved.reason == "idle"
    (placed,) = engine.store.read_log(topics=["case.resolved"])
    cause = placed.recorded.cause
    assert (cause.actor, cause.authority, cause.occurred_at) == (
        "rule:idle-split", "rule", hours(WEEK),
    )  # fmt: skip
    assert engine.conversation().open_cases == [new.id]


def test_a_customer_may_open_a_follow_up_that_takes_over_what_the_policy_names(
    engine: Engine,
) -> None:
    follow = {"final": "new_followup_case"}
    policy = engine.policy("ours", on_customer_message=follow, followup={"by_inbound": True})
    engine.profile(policy, group="service")
    care = Channel()
    engine.hear(care, care.message("1", thread={"subject": "Late parcel"}))
    first = engine.open_case()
    update = UpdateCase(case_id=first.id, priority="high", add_labels=("vip",), fields={"order": 7})
    engine.do(update)
    engine.do(CloseCase(case_id=first.id), at=hours(1))
    engine.hear(care, care.message("2", hours(2)))
    first, second = engine.cases()
    assert (second.origin, second.number != first.number) == ("follow_up", True)
    assert (second.title, second.group, second.priority) == ("Late parcel", "service", "high")
    assert (list(second.labels), second.fields, second.assignee) == (["vip"], {"order": 7}, None)
    assert (first.follow_ups, second.follow_ups) == (
        {second.id: "follow_up"}, {first.id: "original"},
    )  # fmt: skip
    assert first.category == "closed"
    assert engine.message("2").case_id == second.id


def test_a_rejected_message_is_parked_and_answered_by_itself(engine: Engine) -> None:
    policy = engine.policy("ours", on_customer_message={"final": "reject_with_reply"})
    engine.profile(policy)
    care = Channel()
    engine.hear(care, care.message("1"))
    engine.do(CloseCase(case_id=engine.open_case().id), at=hours(1))
    message = care.message("2", hours(2))
    taken = engine.hear(care, message, message)
    assert (taken.parked, taken.duplicate) == (1, 1)
    (reply,) = engine.events("message.composed")
    assert (reply.kind, reply.personal.text, reply.case_id) == ("automatic", SORRY, None)
    assert reply.in_reply_to == engine.message_id("2")
    (placed,) = engine.store.read_log(topics=["message.composed"])
    assert placed.recorded.cause.actor == "rule:reject-with-reply"


def test_a_silent_append_leaves_the_case_resolved_and_its_clock_alone(engine: Engine) -> None:
    silent = {"resolved_in_grace": "append_silent"}
    engine.profile(engine.policy("ours", on_customer_message=silent, grace={"length": "infinite"}))
    care = Channel()
    engine.hear(care, care.message("1"))
    case = engine.resolve(hours(1))
    engine.hear(care, care.message("2", hours(2)))
    after = engine.case(case.id)
    assert (after.category, after.last_added_at) == ("resolved", hours(0))
    assert engine.message("2").case_id == case.id


def test_without_automatic_creation_a_person_decides(engine: Engine) -> None:
    engine.profile(engine.policy("ours", grouping={"auto_create": {"enabled": False}}))
    care = Channel()
    assert engine.hear(care, care.message("1"), care.message("2", hours(1))).parked == 2
    assert engine.events("case.created") == []
