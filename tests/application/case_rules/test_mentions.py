"""A person puts single mentions into cases: of anybody where the policy mixes authors."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from domain.case.commands import ChangeStatus, OpenCase, ResolveCase
from domain.case.errors import CaseIsFinal
from domain.case.filing_errors import OtherAuthor
from domain.case.merging_commands import DetachMessage, MergeCases, MoveMessage
from domain.message.errors import MessageAlreadyThere, MessageNotInCase, UnknownMessage
from tests.support.controls import Engine
from tests.support.controls_channel import Channel, hours

FILED: dict[str, Any] = {"topic": "delivery", "title": "Late parcels", "priority": "high"}
LIMIT = 28 * 24


@pytest.fixture
def shop(engine: Engine) -> Channel:
    """Another profile on another platform."""
    engine.profile("qualtrics", name="shop", channel="facebook")
    return Channel("shop", "facebook", partition=1)


def manual(engine: Engine, **more: Any) -> UUID:
    done = engine.do(OpenCase(**{"policy_id": "qualtrics"} | FILED | more))
    return UUID(str(done.facts["case_id"]))


def add(
    engine: Engine, case_id: UUID, id: str, *, at: float = 1, profile: str = "care", **more: Any
) -> dict[str, Any]:
    message_id = engine.message_id(id, profile=profile)
    command = MoveMessage(message_id=message_id, case_id=case_id, **more)
    return engine.do(command, at=hours(at)).facts


@pytest.mark.policy("qualtrics", "grouping.manual_cross_author")
@pytest.mark.requirement("Q-06")
@pytest.mark.requirement("Q-07")
@pytest.mark.requirement("Q-08")
@pytest.mark.requirement("Q-09")
@pytest.mark.requirement("Q-10")
def test_any_mention_of_anybody_joins_a_manual_case_one_by_one(
    engine: Engine, care: Channel, shop: Channel
) -> None:
    engine.hear(care, care.message("a"), care.message("b", customer="bob"))
    engine.hear(care, care.message("p", private=False, customer="eve"))
    engine.hear(shop, shop.message("s", customer="joe"))
    case_id = manual(engine)
    for id in ("a", "b", "p"):
        add(engine, case_id, id)
    add(engine, case_id, "s", profile="shop")
    places = [engine.message(id).case_id for id in ("a", "b", "p")]
    assert places == [case_id] * 3
    assert engine.message("s", profile="shop").case_id == case_id


@pytest.mark.requirement("Q-06")
def test_a_mention_is_in_one_place_and_moving_it_says_from_where(
    engine: Engine, care: Channel
) -> None:
    engine.hear(care, care.message("a"), care.message("p", private=False))
    automatic, case_id = engine.open_case(), manual(engine)
    assert add(engine, case_id, "a")["came_from"] == f"case {automatic.number}"
    assert add(engine, case_id, "p")["came_from"] == "parked"
    left = engine.events("case.message_detached")[-1]
    assert (left.because, left.to_case) == ("moved", case_id)
    with pytest.raises(MessageAlreadyThere):
        add(engine, case_id, "a")


@pytest.mark.requirement("Q-06")
def test_a_mention_is_removed_into_the_inbox_or_another_case(engine: Engine, care: Channel) -> None:
    engine.hear(care, care.message("a"), care.message("b", customer="bob"))
    one, other = manual(engine), manual(engine)
    for id in ("a", "b"):
        add(engine, one, id)
    add(engine, other, "a", from_id=one)
    engine.do(DetachMessage(message_id=engine.message_id("b"), from_id=one))
    assert engine.message("a").case_id == other
    assert engine.message("b").place == "parked"


def test_a_mention_is_taken_only_from_the_case_that_is_named(engine: Engine, care: Channel) -> None:
    engine.hear(care, care.message("a"))
    automatic, one, other = engine.open_case(), manual(engine), manual(engine)
    with pytest.raises(MessageNotInCase) as moving:
        add(engine, other, "a", from_id=one)
    with pytest.raises(MessageNotInCase):
        engine.do(DetachMessage(message_id=engine.message_id("a"), from_id=one))
    with pytest.raises(UnknownMessage):
        add(engine, one, "unheard-of")
    assert moving.value.facts["place"] == f"case {automatic.number}"
    assert engine.message("a").case_id == automatic.id


@pytest.mark.requirement("Q-10")
def test_mentions_of_others_join_an_automatic_case_too_when_a_person_says_so(
    engine: Engine, care: Channel
) -> None:
    engine.hear(care, care.message("a"), care.message("b", customer="bob"))
    ann = engine.open_case("ann")
    add(engine, ann.id, "b")
    assert engine.message("b").case_id == ann.id


@pytest.mark.parametrize("preset", ["emplifi", "deskie", "creatio", "bright_pattern"])
def test_where_a_policy_mixes_no_authors_anothers_message_is_refused(
    engine: Engine, preset: str
) -> None:
    engine.profile(preset)
    care = Channel()
    engine.hear(care, care.message("a"), care.message("b", customer="bob"))
    ann, bob = engine.open_case("ann"), engine.open_case("bob")
    before = engine.store.position()
    with pytest.raises(OtherAuthor) as refused:
        add(engine, ann.id, "b")
    assert refused.value.facts["author"] == "bob"
    assert engine.store.position() == before
    engine.do(MergeCases(case_id=bob.id, into_id=ann.id), at=hours(1))
    engine.hear(care, care.message("b2", hours(2), customer="bob", private=False))
    if engine.message("b2").case_id != ann.id:
        add(engine, ann.id, "b2", at=3)
    assert engine.message("b2").case_id == ann.id


def test_who_was_written_to_takes_part_where_threads_are_cases(engine: Engine) -> None:
    engine.profile("deskie")
    care = Channel()
    copy = [{"role": "cc", "id": "bob"}]
    engine.hear(care, care.message("a", recipients=copy), care.message("b", customer="bob"))
    ann = engine.open_case("ann")
    add(engine, ann.id, "b")
    assert engine.message("b").case_id == ann.id


def test_a_final_case_takes_no_mention(engine: Engine) -> None:
    engine.profile("emplifi")
    care = Channel()
    engine.hear(care, care.message("a"))
    first = engine.open_case()
    engine.do(ChangeStatus(case_id=first.id, status="Spam"), at=hours(1))
    engine.hear(care, care.message("b", hours(2)))
    with pytest.raises(CaseIsFinal):
        add(engine, first.id, "b", at=3)


@pytest.mark.requirement("Q-27")
def test_a_mention_added_by_hand_starts_the_28_days_again(engine: Engine, care: Channel) -> None:
    engine.hear(care, care.message("a"), care.message("b", customer="bob"))
    ann = engine.open_case("ann")
    add(engine, ann.id, "b", at=LIMIT - 1)
    engine.hear(care, care.message("a2", hours(LIMIT + 5)))
    assert engine.message("a2").case_id == ann.id
    engine.hear(care, care.message("a3", hours(2 * LIMIT + 5)))
    assert engine.message("a3").case_id != ann.id


@pytest.mark.requirement("Q-25")
def test_after_a_mix_by_hand_each_author_still_has_an_automatic_case_of_his_own(
    engine: Engine, care: Channel
) -> None:
    engine.hear(care, care.message("a"), care.message("b", customer="bob"))
    ann = engine.open_case("ann")
    add(engine, ann.id, "b")
    engine.hear(care, care.message("b2", hours(2), customer="bob"))
    assert engine.message("b2").case_id == engine.open_case("bob").id != ann.id


@pytest.mark.requirement("Q-28")
def test_a_resolved_case_takes_a_mention_by_hand_and_stays_resolved(
    engine: Engine, care: Channel
) -> None:
    engine.hear(care, care.message("b", customer="bob"))
    case_id = manual(engine)
    engine.do(ResolveCase(case_id=case_id), at=hours(1))
    add(engine, case_id, "b", at=2)
    assert engine.case(case_id).category == "resolved"
