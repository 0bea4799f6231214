"""What cases that people open leave to those that messages open, and what finds them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from domain.case.commands import AnswerCase, EscalateMessage, OpenCase, ReopenCase, ResolveCase
from domain.profile.commands import SetProfilePolicy
from tests.support.controls import Engine
from tests.support.controls_channel import Channel, hours

BY_HAND = OpenCase(
    profile_id="care", customer_id="ann", topic="delivery", title="Late", priority="high"
)
BY_THREADS = ["deskie", "creatio", "bright_pattern"]
LIMIT = 28 * 24


def opened(engine: Engine) -> dict[str, Any]:
    return engine.do(BY_HAND).facts


def case_of(engine: Engine, *ids: str) -> list[UUID | None]:
    return [engine.message(id).case_id for id in ids]


def escalated(engine: Engine, id: str, at: float = 1) -> dict[str, Any]:
    return engine.do(EscalateMessage(message_id=engine.message_id(id)), at=hours(at)).facts


def test_a_manual_case_of_an_author_takes_no_message_by_itself(engine: Engine) -> None:
    engine.profile("qualtrics")
    care = Channel()
    manual = UUID(opened(engine)["case_id"])
    engine.hear(care, care.message("1"), care.message("2", hours(1)))
    automatic = engine.open_case().id
    assert case_of(engine, "1", "2") == [automatic, automatic]
    assert engine.case(automatic).origin == "inbound"
    assert manual != automatic


def test_a_manual_case_leaves_the_automatic_one_its_messages(engine: Engine) -> None:
    engine.profile("qualtrics")
    care = Channel()
    engine.hear(care, care.message("1"))
    automatic = engine.open_case().id
    opened(engine)
    engine.hear(care, care.message("2", hours(1)))
    assert case_of(engine, "2") == [automatic]


def test_a_manual_case_that_was_reopened_takes_no_message_either(engine: Engine) -> None:
    engine.profile("qualtrics")
    care = Channel()
    manual = UUID(opened(engine)["case_id"])
    engine.do(ResolveCase(case_id=manual), at=hours(1))
    engine.hear(care, care.message("1", hours(2)))
    engine.do(ReopenCase(case_id=manual), at=hours(3))
    engine.hear(care, care.message("2", hours(4)))
    (first,) = set(case_of(engine, "1", "2"))
    assert first != manual


@pytest.mark.parametrize("preset", ["qualtrics", *BY_THREADS])
def test_a_message_that_names_the_manual_case_finds_it(engine: Engine, preset: str) -> None:
    engine.profile(preset)
    care = Channel()
    engine.hear(care, care.message("1"))
    manual = opened(engine)
    case_id = UUID(manual["case_id"])
    answer = engine.do(AnswerCase(case_id=case_id, text="We look."), at=hours(1)).facts
    engine.hear(
        care, care.message("x", hours(1), by="agent", outbound_id=str(answer["message_id"]))
    )
    engine.hear(
        care,
        care.message("2", hours(2), thread={"case_number": manual["number"]}),
        care.message("3", hours(3), thread={"in_reply_to": "x"}),
    )
    assert case_of(engine, "2", "3") == [case_id, case_id]


@pytest.mark.parametrize("preset", BY_THREADS)
def test_the_first_case_of_a_pair_takes_what_comes_without_a_thread(
    engine: Engine, preset: str
) -> None:
    engine.profile(preset)
    care = Channel()
    manual = UUID(opened(engine)["case_id"])
    engine.hear(care, care.message("1"), care.message("2", thread={"id": "t-1"}))
    without, of_thread = case_of(engine, "1", "2")
    assert without == manual
    assert of_thread != manual


@pytest.mark.parametrize("preset", BY_THREADS)
def test_beside_another_case_it_takes_nothing_without_a_thread(engine: Engine, preset: str) -> None:
    engine.profile(preset)
    care = Channel()
    engine.hear(care, care.message("1"))
    automatic = engine.open_case().id
    opened(engine)
    engine.hear(care, care.message("2", hours(1)))
    assert case_of(engine, "2") == [automatic]


def test_where_one_case_may_be_open_the_manual_one_takes_everything(engine: Engine) -> None:
    engine.profile("emplifi")
    care = Channel()
    manual = UUID(opened(engine)["case_id"])
    engine.hear(care, care.message("1", hours(1)))
    assert case_of(engine, "1") == [manual]


def test_an_escalated_mention_makes_a_case_that_takes_no_private_message(engine: Engine) -> None:
    engine.profile("qualtrics")
    care = Channel()
    engine.hear(care, care.message("public", private=False))
    facts = escalated(engine, "public")
    engine.hear(care, care.message("1", hours(2)))
    assert facts["joined"] == "a new case"
    assert case_of(engine, "1") != case_of(engine, "public")


def test_an_escalated_mention_does_not_join_the_private_case(engine: Engine) -> None:
    engine.profile("qualtrics")
    care = Channel()
    engine.hear(care, care.message("1"), care.message("public", private=False))
    assert escalated(engine, "public")["joined"] == "a new case"
    engine.hear(care, care.message("2", hours(2)))
    assert case_of(engine, "2") == case_of(engine, "1")


@pytest.fixture
def by_threads(engine: Engine) -> Channel:
    """Nothing opens a case but people, and each thread has its own."""
    by_hand = {"key": "thread", "one_open_case": False, "auto_create": {"enabled": False}}
    engine.profile(engine.policy("threads", grouping=by_hand))
    return Channel()


def test_an_escalated_message_joins_the_open_case_of_its_thread(
    engine: Engine, by_threads: Channel
) -> None:
    care, thread = by_threads, {"id": "t-1"}
    engine.hear(
        care,
        care.message("1", thread=thread),
        care.message("2", thread=thread),
        care.message("3", thread={"id": "t-2"}),
    )
    joined = [escalated(engine, id)["joined"] for id in ("1", "2", "3")]
    assert joined == ["a new case", "an open case", "a new case"]
    first, second, other = case_of(engine, "1", "2", "3")
    assert first == second != other


def test_an_escalated_message_joins_no_case_that_ended(engine: Engine, by_threads: Channel) -> None:
    care, thread = by_threads, {"id": "t-1"}
    engine.hear(care, care.message("1", thread=thread), care.message("2", thread=thread))
    ended = UUID(escalated(engine, "1")["case_id"])
    engine.do(ResolveCase(case_id=ended), at=hours(2))
    assert escalated(engine, "2", at=3)["joined"] == "a new case"
    assert engine.case(ended).category == "resolved"


@pytest.mark.parametrize("one", [False, True])
def test_after_the_silence_a_message_that_may_open_nothing_ends_nothing(
    engine: Engine, one: bool
) -> None:
    split = {"after": "28d", "then": "auto_resolve"}
    engine.profile(engine.policy("on", grouping={"one_open_case": one, "idle_split": split}))
    care = Channel()
    engine.hear(care, care.message("1"))
    by_hand = {"one_open_case": one, "idle_split": split, "auto_create": {"enabled": False}}
    engine.policy("off", grouping=by_hand)
    engine.do(SetProfilePolicy(profile_id="care", policy_id="off"))
    before = engine.open_case()
    assert engine.hear(care, care.message("2", hours(LIMIT))).parked == 1
    after = engine.open_case()
    assert (after.version, after.category) == (before.version, before.category)
