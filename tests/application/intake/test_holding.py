from __future__ import annotations

from datetime import datetime, timedelta

import msgspec
import pytest

from application.actor import Actor
from application.intake.faults import LIMIT, TooManyFaults
from application.intake.records import Record
from application.intake.retrying import NothingHeld
from domain.message.incoming import Incoming, IncomingMessage
from ingest.decoding.decode import decode
from tests.support.controls import Engine
from tests.support.controls_channel import NOON, Channel, hours

BOB = "care|bob"
OPS = Actor("agent:ops", "os-user:ops")


class BadRelease:
    """Our code fails on some customers, before or while deciding, until it is fixed."""

    def __init__(self, *customers: str, deciding: bool = False) -> None:
        self.customers = set(customers)
        self.deciding = deciding

    def __call__(self, record: Record) -> Incoming:
        incoming = decode(record)
        assert isinstance(incoming, IncomingMessage)
        if incoming.customer_id not in self.customers:
            return incoming
        if not self.deciding:
            raise ZeroDivisionError("a bug of ours")
        without_zone = datetime(2030, 1, 1)  # noqa: DTZ001 - the fault
        return msgspec.structs.replace(incoming, sent_at=without_zone)


@pytest.fixture(params=[False, True], ids=["decoding", "deciding"])
def release(request: pytest.FixtureRequest, engine: Engine) -> BadRelease:
    bad = BadRelease("bob", deciding=request.param)
    engine.intake.decode = bad
    return bad


def talk(care: Channel) -> list[Record]:
    return [
        care.record(care.message(f"{customer}-{number}", hours(number), customer=customer))
        for number in range(3)
        for customer in ("ann", "bob", "eve")
    ]


def test_a_fault_holds_its_conversation_while_the_others_go_on(
    engine: Engine, care: Channel, release: BadRelease
) -> None:
    del release
    taken = engine.take(*talk(care))
    assert (taken.attached, taken.held) == (6, 3)
    first, *behind = engine.store.ledger.held()
    assert {each.hold_key for each in (first, *behind)} == {BOB}
    assert first.fault
    assert [each.fault for each in behind] == [None, None]
    (position,) = engine.store.ledger.positions()
    assert position.next_offset == 9


def test_new_records_queue_behind_what_is_held(
    engine: Engine, care: Channel, release: BadRelease
) -> None:
    engine.take(*talk(care))
    release.customers.clear()
    taken = engine.hear(care, care.message("bob-9", hours(9), customer="bob"), care.message("a"))
    assert (taken.held, taken.attached) == (1, 1)
    assert len(engine.store.ledger.held(BOB)) == 4


def test_after_the_fix_they_are_drained_in_order_with_their_own_clock(
    engine: Engine, care: Channel, release: BadRelease
) -> None:
    engine.take(*talk(care))
    engine.now = hours(5000)
    release.customers.clear()
    drained = engine.retrying.held(BOB, OPS)
    assert (drained.taken, drained.left, drained.fault) == (3, 0, None)
    case = engine.open_case("bob")
    history = engine.store.history(case.id)
    attached = [each for each in history if each.event.TOPIC == "case.message_attached"]
    assert [each.event.message_id for each in attached] == [
        engine.message_id(f"bob-{number}") for number in range(3)
    ]
    assert [each.cause.occurred_at for each in attached] == [hours(number) for number in range(3)]
    assert engine.store.ledger.held() == []


def test_draining_stops_at_the_next_fault_and_keeps_what_is_behind(
    engine: Engine, care: Channel, release: BadRelease
) -> None:
    engine.take(*talk(care))
    drained = engine.retrying.held(BOB, OPS)
    assert (drained.taken, drained.left) == (0, 3)
    assert drained.fault
    first = engine.store.ledger.held(BOB)[0]
    assert first.attempts == 2
    release.customers.clear()
    assert engine.retrying.held(BOB, OPS).taken == 3


def test_an_operator_may_give_up_on_the_first_and_drain_the_rest(
    engine: Engine, care: Channel, release: BadRelease
) -> None:
    records = talk(care)
    engine.take(*records)
    release.customers.clear()
    assert engine.retrying.bury(BOB, OPS).left == 2
    assert engine.retrying.held(BOB, OPS).taken == 2
    (letter,) = engine.store.ledger.letters()
    assert letter.record == records[1]
    assert letter.rule.endswith("given up by agent:ops")
    with pytest.raises(NothingHeld):
        engine.retrying.bury(BOB, OPS)


def test_a_repetition_among_the_held_counts_as_one_when_it_is_drained(
    engine: Engine, care: Channel, release: BadRelease
) -> None:
    message = care.message("bob-1", customer="bob")
    engine.hear(care, message, message)
    release.customers.clear()
    engine.retrying.held(BOB, OPS)
    (position,) = engine.store.ledger.positions()
    assert (position.records, position.duplicates) == (2, 1)
    assert len(engine.events("message.received")) == 1


def test_a_record_of_no_key_that_cannot_be_decoded_holds_only_itself(
    engine: Engine, care: Channel
) -> None:
    engine.intake.decode = BadRelease("bob")
    for number in range(2):
        engine.take(care.record(care.message(f"b{number}", customer="bob"), key=None))
    held = engine.store.ledger.held()
    assert len({each.hold_key for each in held}) == 2
    assert None not in [each.fault for each in held]


def test_faults_on_many_keys_within_a_minute_stop_the_worker(engine: Engine, care: Channel) -> None:
    engine.intake.decode = BadRelease(*[f"c{number}" for number in range(LIMIT)])
    for number in range(LIMIT - 1):
        message = care.message(f"m{number}", customer=f"c{number}")
        assert engine.hear(care, message).held == 1
    with pytest.raises(TooManyFaults):
        engine.hear(care, care.message("last", customer=f"c{LIMIT - 1}"))
    (position,) = engine.store.ledger.positions()
    assert position.next_offset == LIMIT - 1


def test_the_same_faults_spread_over_time_stop_nobody(engine: Engine, care: Channel) -> None:
    engine.intake.decode = BadRelease(*[f"c{number}" for number in range(LIMIT * 2)])
    for number in range(LIMIT * 2):
        engine.now = NOON + timedelta(seconds=4 * number)
        message = care.message(f"m{number}", customer=f"c{number}")
        assert engine.hear(care, message).held == 1


def test_many_faults_of_one_conversation_stop_nobody(engine: Engine, care: Channel) -> None:
    engine.intake.decode = BadRelease("bob")
    for number in range(LIMIT * 2):
        assert engine.hear(care, care.message(f"m{number}", customer="bob")).held == 1


def test_a_fault_in_the_middle_leaves_no_half_of_its_decision_behind(
    engine: Engine, care: Channel
) -> None:
    """Bob's second message fails while deciding; what the first one did stands."""
    release = BadRelease(deciding=True)
    engine.intake.decode = release

    def fail_on(record: Record) -> Incoming:
        release.customers = {"bob"} if b"bob-2" in (record.value or b"") else set()
        return release(record)

    engine.intake.decode = fail_on
    taken = engine.hear(
        care,
        care.message("bob-1", customer="bob"),
        care.message("bob-2", hours(1), customer="bob"),
        care.message("bob-3", hours(2), customer="bob"),
        care.message("ann-1"),
    )
    assert (taken.attached, taken.held) == (2, 2)
    engine.intake.decode = decode
    assert engine.retrying.held(BOB, OPS).taken == 2
    assert len(engine.cases("bob")) == 1
