"""An operator's order with an id has one effect, and says who gave it."""

from __future__ import annotations

import pytest

from application.actor import Actor
from application.dispatch import CommandIdReused
from application.intake.accepting import AmbiguousTopic, accept_loss
from application.intake.records import Record
from application.ledger import LetterSettled, NothingMissing, Stop
from domain.message.incoming import Incoming
from ingest.decoding.decode import decode
from tests.contract.given import TOPIC_ID
from tests.support.controls import Engine
from tests.support.controls_channel import NOON, Channel

EVE = Actor("agent:eve", "os-user:eve")
BOB = "care|bob"


def letter(engine: Engine) -> int:
    care = Channel()
    engine.hear(care, care.message("1"))
    return engine.store.ledger.letters()[-1].id


def test_a_retry_that_is_sent_twice_takes_the_letter_once(engine: Engine) -> None:
    id = letter(engine)
    engine.profile("emplifi")
    first = engine.retrying.letter(id, EVE, "r-1")
    again = engine.retrying.letter(id, EVE, "r-1")
    assert (first.outcome, first.repeated) == ("attached", False)
    assert (again.outcome, again.repeated) == ("attached", True)
    kept = engine.store.ledger.letter(id)
    assert (kept.actor, kept.authority, kept.command_id) == ("agent:eve", "os-user:eve", "r-1")
    assert kept.attempts == 2


def test_an_id_stands_for_one_order(engine: Engine) -> None:
    id = letter(engine)
    assert engine.retrying.discard(id, EVE, "d-1").outcome == "discarded"
    assert engine.retrying.discard(id, EVE, "d-1").repeated
    for other in (engine.retrying.letter, engine.retrying.discard):
        with pytest.raises(CommandIdReused):
            other(id + 1, EVE, "d-1")
    with pytest.raises(LetterSettled):
        engine.retrying.discard(id, EVE, "d-2")


def test_held_records_are_drained_and_buried_once_by_somebody(
    engine: Engine, care: Channel
) -> None:
    def fail(record: Record) -> Incoming:
        raise ZeroDivisionError(record.offset)

    engine.intake.decode = fail
    engine.take(*(care.record(care.message(f"b{n}", customer="bob")) for n in range(3)))
    (key,) = {each.hold_key for each in engine.store.ledger.held()}
    assert engine.retrying.bury(key, EVE, "b-1").left == 2
    assert engine.retrying.bury(key, EVE, "b-1").repeated
    engine.intake.decode = decode
    drained = engine.retrying.held(key, EVE, "h-1")
    assert (drained.taken, drained.repeated) == (2, False)
    again = engine.retrying.held(key, EVE, "h-1")
    assert (again.taken, again.repeated) == (2, True)
    retry, bury = engine.store.ledger.held_acts()
    assert (retry.act, retry.taken, retry.left_behind, retry.fault) == ("retry", 2, 0, None)
    assert (bury.act, bury.left_behind, bury.acted_at) == ("bury", 2, engine.now)
    assert {(each.actor, each.authority) for each in (retry, bury)} == {
        ("agent:eve", "os-user:eve")
    }


def test_a_loss_is_accepted_once(engine: Engine) -> None:
    ledger = engine.store.ledger
    ledger.stop(Stop(TOPIC_ID, 2, "channel.in", 0, 4, "unreadable", NOON))
    first = accept_loss(engine.store, "channel.in", 2, EVE, "l-1")
    assert (first.loss.records, first.loss.authority) == (4, "os-user:eve")
    again = accept_loss(engine.store, "channel.in", 2, EVE, "l-1")
    assert (again.loss, again.repeated) == (first.loss, True)
    assert ledger.losses() == [first.loss]
    with pytest.raises(NothingMissing):
        accept_loss(engine.store, "channel.in", 2, EVE, "l-2")


def test_a_topic_that_was_made_again_is_named_by_its_id(engine: Engine) -> None:
    ledger, other = engine.store.ledger, engine.ids.profile("other")
    for id in (TOPIC_ID, other):
        ledger.stop(Stop(id, 0, "channel.in", 0, 4, "unreadable", NOON))
    with pytest.raises(AmbiguousTopic) as refused:
        accept_loss(engine.store, "channel.in", 0, EVE)
    assert str(other) in str(refused.value.facts["ids"])
    assert accept_loss(engine.store, str(other), 0, EVE).loss.topic_id == other
