"""Which message an answer answers, and whom it goes to."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from domain.case.commands import AnswerCase, OpenCase
from domain.case.merging_commands import DetachMessage, MergeCases, MoveMessage
from domain.message.errors import UnknownMessage
from domain.message.reply_errors import (
    NobodyToAnswer,
    NotInThisCase,
    ReplyTargetRequired,
    SeveralAuthors,
)
from tests.support.controls import Engine
from tests.support.controls_channel import Channel, hours

FILED: dict[str, Any] = {"topic": "delivery", "title": "Late parcels", "priority": "high"}


def answer(engine: Engine, case_id: UUID, at: float, chosen: UUID | None = None) -> Any:
    """The event of the answer."""
    engine.do(AnswerCase(case_id=case_id, text="Yes.", in_reply_to=chosen), at=hours(at))
    return engine.events("message.composed")[-1]


def manual(engine: Engine, **more: Any) -> UUID:
    done = engine.do(OpenCase(**{"policy_id": "qualtrics"} | FILED | more))
    return UUID(str(done.facts["case_id"]))


def add(engine: Engine, case_id: UUID, *ids: str, profile: str = "care") -> None:
    for id in ids:
        message_id = engine.message_id(id, profile=profile)
        engine.do(MoveMessage(message_id=message_id, case_id=case_id), at=hours(10))


@pytest.mark.policy("qualtrics", "reply_target")
@pytest.mark.requirement("Q-30")
def test_an_answer_answers_the_customers_newest_mention(engine: Engine, care: Channel) -> None:
    engine.hear(care, care.message("1"), care.message("2", hours(1)))
    case_id = engine.open_case().id
    assert answer(engine, case_id, 2).in_reply_to == engine.message_id("2")
    engine.hear(
        care,
        care.message("3", hours(3)),
        care.message("4", hours(4), by="agent"),
        care.message("5", hours(5), auto_submitted=True),
        care.message("6", hours(2.5)),
    )
    assert answer(engine, case_id, 6).in_reply_to == engine.message_id("3")


@pytest.mark.requirement("Q-30")
def test_who_chooses_an_older_one_answers_the_newest_all_the_same(
    engine: Engine, care: Channel
) -> None:
    engine.hear(care, care.message("1"), care.message("2", hours(1)))
    chosen = answer(engine, engine.open_case().id, 2, engine.message_id("1"))
    assert chosen.in_reply_to == engine.message_id("2")


def test_a_mention_that_was_taken_out_is_answered_no_more(engine: Engine, care: Channel) -> None:
    engine.hear(care, care.message("1"), care.message("2", hours(1)))
    case_id = engine.open_case().id
    engine.do(DetachMessage(message_id=engine.message_id("2")), at=hours(2))
    assert answer(engine, case_id, 3).in_reply_to == engine.message_id("1")


def test_in_an_automatic_case_its_customer_is_answered_whoever_was_added(
    engine: Engine, care: Channel
) -> None:
    engine.hear(care, care.message("a"), care.message("b", hours(1), customer="bob"))
    ann = engine.open_case("ann")
    add(engine, ann.id, "b")
    by_default = answer(engine, ann.id, 11)
    chosen = answer(engine, ann.id, 12, engine.message_id("b"))
    assert (by_default.customer_id, by_default.in_reply_to) == ("ann", engine.message_id("a"))
    assert (chosen.customer_id, chosen.in_reply_to) == ("bob", engine.message_id("b"))


def test_in_a_manual_case_its_only_author_is_answered_on_his_channel(
    engine: Engine, care: Channel
) -> None:
    engine.profile("qualtrics", name="shop", channel="facebook")
    shop = Channel("shop", "facebook", partition=1)
    engine.hear(
        shop, shop.message("s1", customer="joe"), shop.message("s2", hours(1), customer="joe")
    )
    assert care.channel == "email"
    case_id = manual(engine)
    add(engine, case_id, "s2", "s1", profile="shop")
    composed = answer(engine, case_id, 11)
    assert (composed.profile_id, composed.customer_id, composed.channel) == (
        "shop",
        "joe",
        "facebook",
    )
    assert composed.in_reply_to == engine.message_id("s2", profile="shop")


def test_of_several_authors_one_has_to_be_chosen(engine: Engine, care: Channel) -> None:
    engine.hear(
        care,
        care.message("a"),
        care.message("b", customer="bob"),
        care.message("b2", hours(1), customer="bob"),
    )
    case_id = manual(engine)
    add(engine, case_id, "a", "b", "b2")
    before = engine.store.position()
    with pytest.raises(SeveralAuthors) as refused:
        answer(engine, case_id, 11)
    assert refused.value.facts["authors"] == "ann at care, bob at care"
    assert engine.store.position() == before
    chosen = answer(engine, case_id, 12, engine.message_id("b"))
    assert (chosen.customer_id, chosen.in_reply_to) == ("bob", engine.message_id("b2"))


@pytest.mark.usefixtures("care")
def test_a_case_of_nobody_has_nobody_to_answer(engine: Engine) -> None:
    with pytest.raises(NobodyToAnswer):
        answer(engine, manual(engine), 1)


def test_a_manual_case_of_a_customer_answers_him_first(engine: Engine, care: Channel) -> None:
    case_id = manual(engine, policy_id=None, profile_id="care", customer_id="ann")
    assert answer(engine, case_id, 1).in_reply_to is None
    engine.hear(care, care.message("b", customer="bob"), care.message("a", hours(2)))
    add(engine, case_id, "b")
    with pytest.raises(SeveralAuthors):
        answer(engine, case_id, 11)
    engine.do(DetachMessage(message_id=engine.message_id("b")), at=hours(12))
    add(engine, case_id, "a")
    assert answer(engine, case_id, 13).in_reply_to == engine.message_id("a")


def test_a_message_of_another_case_is_not_answered_here(engine: Engine, care: Channel) -> None:
    engine.hear(care, care.message("a"), care.message("b", customer="bob"))
    ann = engine.open_case("ann").id
    with pytest.raises(NotInThisCase):
        answer(engine, ann, 1, engine.message_id("b"))
    with pytest.raises(UnknownMessage):
        answer(engine, ann, 1, UUID(int=7))


def test_after_a_merge_the_newest_of_both_is_answered(engine: Engine) -> None:
    engine.profile("deskie")
    care = Channel()
    engine.hear(
        care,
        care.message("1", thread={"id": "t-1"}),
        care.message("2", hours(1), thread={"id": "t-2"}),
    )
    into, case = engine.cases()
    engine.do(MergeCases(case_id=case.id, into_id=into.id), at=hours(2))
    assert answer(engine, into.id, 3).in_reply_to == engine.message_id("2")


@pytest.mark.policy("bright_pattern", "reply_target")
@pytest.mark.requirement("B-28")
def test_where_one_message_is_to_be_chosen_that_one_is_answered(engine: Engine) -> None:
    engine.profile("bright_pattern")
    care = Channel()
    thread = {"id": "t"}
    engine.hear(care, care.message("1", thread=thread), care.message("2", hours(1), thread=thread))
    case_id = engine.open_case().id
    before = engine.store.position()
    with pytest.raises(ReplyTargetRequired):
        answer(engine, case_id, 2)
    assert engine.store.position() == before
    assert answer(engine, case_id, 2, engine.message_id("1")).in_reply_to == engine.message_id("1")


def test_the_first_mail_of_a_case_has_nothing_to_choose(engine: Engine) -> None:
    engine.profile("bright_pattern")
    done = engine.do(OpenCase(profile_id="care", customer_id="ann"))
    assert answer(engine, UUID(str(done.facts["case_id"])), 1).in_reply_to is None
