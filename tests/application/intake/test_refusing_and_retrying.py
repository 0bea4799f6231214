from __future__ import annotations

import pytest

from application.actor import Actor
from application.intake.retrying import StillRefused
from application.ledger import LetterSettled, UnknownLetter
from tests.support.controls import Engine
from tests.support.controls_channel import NOON, Channel, hours

OPERATOR = Actor("agent:eve", "os-user:eve")


def test_undecodable_bytes_are_kept_whole_with_the_reason(engine: Engine, care: Channel) -> None:
    record = care.record(b"\xff\x00not json", key=b"\x00\xff")
    taken = engine.take(record, care.record(care.message("1")))
    assert (taken.letter, taken.attached) == (1, 1)
    (letter,) = engine.store.ledger.letters()
    assert letter.record == record
    assert (letter.state, letter.attempts) == ("open", 1)
    assert letter.code
    assert letter.field == "value"


def test_an_unknown_profile_is_a_dead_letter_that_names_it(engine: Engine) -> None:
    care = Channel()
    assert engine.hear(care, care.message("1")).letter == 1
    (letter,) = engine.store.ledger.letters()
    assert (letter.code, letter.field) == ("unknown_profile", "data.profile")
    assert "care" in letter.rule


def test_a_profile_on_another_channel_is_a_dead_letter(engine: Engine, care: Channel) -> None:
    del care
    chat = Channel("care", "webchat")
    assert engine.hear(chat, chat.message("1")).letter == 1
    (letter,) = engine.store.ledger.letters()
    assert (letter.code, letter.field) == ("channel_mismatch", "data.channel")


def test_after_the_registration_a_letter_is_taken_with_its_own_clock(engine: Engine) -> None:
    care = Channel()
    engine.hear(care, care.message("1", NOON))
    (letter,) = engine.store.ledger.letters()
    engine.now = hours(500)
    engine.profile("emplifi")
    assert engine.retrying.letter(letter.id, OPERATOR).outcome == "attached"
    (placed,) = engine.store.read_log(topics=["message.received"])
    assert placed.recorded.cause.occurred_at == NOON
    assert engine.store.ledger.letters() == []
    settled = engine.store.ledger.letter(letter.id)
    assert (settled.state, settled.outcome, settled.attempts) == ("retried", "attached", 2)
    with pytest.raises(LetterSettled):
        engine.retrying.letter(letter.id, OPERATOR)


def test_a_letter_that_is_refused_again_stays_open_and_counts(engine: Engine) -> None:
    care = Channel()
    engine.hear(care, care.message("1"))
    (letter,) = engine.store.ledger.letters()
    with pytest.raises(StillRefused) as refused:
        engine.retrying.letter(letter.id, OPERATOR)
    assert refused.value.facts["letter_code"] == "unknown_profile"
    again = engine.store.ledger.letter(letter.id)
    assert (again.state, again.attempts) == ("open", 2)


def test_a_letter_whose_message_came_another_way_is_a_repetition(engine: Engine) -> None:
    care = Channel()
    engine.hear(care, care.message("1"))
    (letter,) = engine.store.ledger.letters()
    engine.profile("emplifi")
    engine.hear(care, care.message("1"))
    assert engine.retrying.letter(letter.id, OPERATOR).outcome == "duplicate"
    (position,) = engine.store.ledger.positions()
    assert (position.records, position.duplicates) == (2, 1)
    assert len(engine.events("message.received")) == 1


def test_a_discarded_letter_says_by_whom_and_is_not_retried(engine: Engine) -> None:
    care = Channel()
    engine.hear(care, care.message("1"))
    (letter,) = engine.store.ledger.letters()
    engine.retrying.discard(letter.id, OPERATOR)
    discarded = engine.store.ledger.letter(letter.id)
    assert discarded.state == "discarded"
    assert OPERATOR.id in (discarded.outcome or "")
    with pytest.raises(LetterSettled):
        engine.retrying.letter(letter.id, OPERATOR)
    with pytest.raises(UnknownLetter):
        engine.retrying.letter(letter.id + 1, OPERATOR)
