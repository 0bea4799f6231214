"""Which messages open a case once case rules are defined, and which case they go on to."""

from __future__ import annotations

import pytest

from audit.explaining import Explaining
from domain.case.commands import EscalateMessage, ResolveCase
from domain.definition.case_rule import CaseRule
from domain.profile.commands import SetProfilePolicy
from tests.support.controls import Engine
from tests.support.controls_channel import Channel, hours
from tests.support.controls_interference import interfere
from tests.support.controls_rules import case_rule

Patch = pytest.MonkeyPatch


def opened_by(engine: Engine) -> list[tuple[str | None, int | None]]:
    return [(each.rule_id, each.rule_version) for each in engine.events("case.created")]


def sentence(engine: Engine, id: str) -> str:
    return Explaining(engine.store, engine.ids).message(engine.message_id(id))[-1].sentence


def test_without_any_rule_the_policy_decides_alone(engine: Engine, care: Channel) -> None:
    assert engine.hear(care, care.message("1")).attached == 1
    assert opened_by(engine) == [(None, None)]


@pytest.mark.requirement("Q-04")
@pytest.mark.requirement("Q-49")
def test_the_case_names_the_rule_and_its_version(engine: Engine, care: Channel) -> None:
    case_rule(engine)
    case_rule(engine, name="Clara Fly")
    assert engine.hear(care, care.message("1"), care.message("2", hours(1))).attached == 2
    assert opened_by(engine) == [("clara", 2)]
    assert engine.open_case().slot == "rule:clara"
    assert "by case rule clara version 2" in sentence(engine, "1")


@pytest.mark.requirement("Q-47")
def test_a_rule_holds_for_its_profiles_alone(engine: Engine, care: Channel) -> None:
    engine.profile("qualtrics", name="shop")
    shop = Channel("shop", partition=1)
    case_rule(engine)
    assert engine.hear(care, care.message("1")).attached == 1
    assert engine.hear(shop, shop.message("2")).parked == 1


@pytest.mark.requirement("Q-20")
def test_a_rule_holds_for_its_streams_alone(engine: Engine, care: Channel) -> None:
    case_rule(engine, streams=["messenger"])
    taken = engine.hear(
        care,
        care.message("1", stream="comments"),
        care.message("2", stream="messenger"),
        care.message("3"),
    )
    assert (taken.attached, taken.parked) == (1, 2)
    assert engine.message("2").place == "attached"


@pytest.mark.requirement("Q-22")
def test_no_rule_makes_a_case_of_what_is_not_private(engine: Engine, care: Channel) -> None:
    case_rule(engine)
    engine.policy("open", "qualtrics", grouping={"auto_create": {"only_private_1to1": False}})
    engine.profile("open", name="shop")
    shop = Channel("shop", partition=1)
    case_rule(engine, "shop", profiles=["shop"])
    assert engine.hear(care, care.message("1", private=False)).parked == 1
    assert engine.hear(shop, shop.message("2", private=False)).parked == 1


@pytest.mark.requirement("Q-32")
def test_an_inactive_rule_opens_nothing(engine: Engine, care: Channel) -> None:
    case_rule(engine, status="inactive")
    assert engine.hear(care, care.message("1")).parked == 1
    assert sentence(engine, "1") == (
        "The message was parked for a person, because no case rule that is active lets it open a"
        " case (policy qualtrics version 1)."
    )


def test_the_conditions_of_a_policy_hold_whatever_its_grouping(engine: Engine) -> None:
    gifts = {"conditions": [{"field": "text", "contains": "gift"}]}
    engine.profile(engine.policy("gifts", grouping={"auto_create": gifts}))
    care = Channel()
    taken = engine.hear(care, care.message("1"), care.message("2", hours(1), text="A gift"))
    assert (taken.parked, taken.attached) == (1, 1)
    assert "does not meet the policy's conditions" in sentence(engine, "1")
    assert engine.hear(care, care.message("3", hours(2))).attached == 1


def test_a_rule_cannot_lift_the_conditions_of_the_policy(engine: Engine) -> None:
    gifts = {"conditions": [{"field": "text", "contains": "gift"}]}
    engine.profile(engine.policy("gifts", "qualtrics", grouping={"auto_create": gifts}))
    care = Channel()
    case_rule(engine)
    assert engine.hear(care, care.message("1")).parked == 1
    assert engine.hear(care, care.message("2", text="gift")).attached == 1
    assert opened_by(engine) == [("clara", 1)]


@pytest.mark.requirement("Q-24")
@pytest.mark.requirement("Q-50")
def test_conditions_say_what_opens_a_case_and_not_what_goes_on_in_it(
    engine: Engine, care: Channel
) -> None:
    case_rule(engine, conditions=[{"field": "text", "contains": "refund"}])
    engine.hear(care, care.message("1", text="refund!"), care.message("2", hours(1), text="Hello?"))
    engine.hear(care, care.message("3", hours(2), by="agent"))
    assert {engine.message(id).case_id for id in "123"} == {engine.open_case().id}


@pytest.mark.requirement("Q-25")
def test_authors_never_share_the_case_of_a_rule(engine: Engine, care: Channel) -> None:
    case_rule(engine)
    engine.hear(care, care.message("1"), care.message("2", customer="bob"))
    assert engine.message("1").case_id != engine.message("2").case_id


def test_of_two_rules_the_lowest_order_wins_then_the_first_defined(
    engine: Engine, care: Channel
) -> None:
    for id, order in (("late", 100), ("first", 50), ("second", 50)):
        case_rule(engine, id, order=order)
    engine.hear(care, care.message("1"))
    case_rule(engine, "first", status="inactive")
    engine.hear(care, care.message("2", customer="bob"))
    case_rule(engine, "second", order=101)
    engine.hear(care, care.message("3", customer="eve"))
    assert [id for id, _ in opened_by(engine)] == ["first", "second", "late"]


def test_each_stream_has_a_case_of_its_own_where_rules_part_them(
    engine: Engine, care: Channel
) -> None:
    case_rule(engine, "posts", streams=["posts"])
    case_rule(engine, "chats", streams=["chats"])
    engine.hear(
        care,
        care.message("1", stream="posts"),
        care.message("2", hours(1), stream="chats"),
        care.message("3", hours(2), stream="posts"),
        care.message("4", hours(3), stream="mails"),
    )
    posts, chats, again = (engine.message(id).case_id for id in "123")
    assert posts == again != chats
    assert engine.message("4").place == "parked"


def test_a_case_goes_on_when_its_rule_is_switched_off(engine: Engine, care: Channel) -> None:
    case_rule(engine)
    engine.hear(care, care.message("1"))
    case_rule(engine, status="inactive")
    case_rule(engine, "other")
    engine.hear(care, care.message("2", hours(1)))
    assert engine.message("2").case_id == engine.message("1").case_id
    engine.resolve(hours(2))
    engine.hear(care, care.message("3", hours(3)))
    assert [id for id, _ in opened_by(engine)] == ["clara", "other"]


def test_a_case_from_before_there_were_rules_goes_on(engine: Engine, care: Channel) -> None:
    engine.hear(care, care.message("1"))
    case_rule(engine)
    engine.hear(care, care.message("2", hours(1)))
    assert len(engine.cases()) == 1
    engine.resolve(hours(2))
    engine.hear(care, care.message("3", hours(3)))
    assert opened_by(engine) == [(None, None), ("clara", 1)]


@pytest.mark.requirement("Q-26")
@pytest.mark.requirement("Q-29")
def test_silence_and_resolve_end_the_case_of_a_rule(engine: Engine, care: Channel) -> None:
    case_rule(engine)
    engine.hear(care, care.message("1"), care.message("2", hours(28 * 24)))
    engine.do(ResolveCase(case_id=engine.open_case().id), at=hours(28 * 24 + 1))
    engine.hear(care, care.message("3", hours(28 * 24 + 2)))
    assert len({engine.message(id).case_id for id in "123"}) == 3


def test_where_there_is_grace_a_message_that_no_rule_matches_still_reopens(engine: Engine) -> None:
    grace = {"resolved_in_grace": "append_reopen"}
    engine.profile(
        engine.policy("own", "qualtrics", grace={"length": "72h"}, on_customer_message=grace)
    )
    care = Channel()
    case_rule(engine, conditions=[{"field": "text", "contains": "refund"}])
    engine.hear(care, care.message("1", text="refund"))
    engine.resolve(hours(1))
    engine.hear(care, care.message("2", hours(2), text="hello"))
    assert engine.message("2").case_id == engine.open_case().id


def test_the_case_of_a_rule_is_found_after_the_profile_got_another_policy(
    engine: Engine, care: Channel
) -> None:
    case_rule(engine)
    engine.hear(care, care.message("1"))
    engine.do(SetProfilePolicy(profile_id="care", policy_id="deskie"))
    engine.hear(care, care.message("2", hours(1)))
    assert engine.message("2").case_id == engine.message("1").case_id


def test_what_was_parked_for_want_of_a_rule_is_escalated_into_the_authors_case(
    engine: Engine, care: Channel
) -> None:
    case_rule(engine, streams=["chats"])
    engine.hear(care, care.message("1", stream="chats"), care.message("2", stream="mails"))
    done = engine.do(EscalateMessage(message_id=engine.message_id("2")), at=hours(1))
    assert done.facts["joined"] == "an open case"
    assert engine.message("2").case_id == engine.message("1").case_id


def test_a_rule_changed_while_a_batch_is_decided_decides_it_anew(
    engine: Engine, care: Channel, monkeypatch: Patch
) -> None:
    case_rule(engine)
    engine.hear(care, care.message("0", customer="zoe"))
    interference = interfere(
        monkeypatch, engine.store, lambda: case_rule(engine, status="inactive")
    )
    taken = engine.hear(care, care.message("1"), care.message("2", customer="bob"))
    assert (taken.parked, taken.attached) == (2, 0)
    assert len(interference.events) == 2


def test_registers_of_rules_are_read_only_where_a_policy_asks_for_them(engine: Engine) -> None:
    engine.profile("emplifi")
    care = Channel()
    case_rule(engine, status="inactive")
    engine.hear(care, care.message("1"))
    read = engine.intake.streams._known
    assert engine.ids.register(CaseRule.KIND) not in read
