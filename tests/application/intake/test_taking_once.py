from __future__ import annotations

from datetime import timedelta

from domain.identity import record_key
from tests.support.controls import Engine
from tests.support.controls_channel import Channel, hours

TOPIC_PLACE = "caseledger.channel.in:0:0"


def test_the_same_message_again_has_no_effect(engine: Engine, care: Channel) -> None:
    first, again = care.records(care.message("1"), care.message("1"))
    assert engine.take(first).attached == 1
    before = engine.store.position()
    assert engine.take(again).duplicate == 1
    assert engine.store.position() == before
    message_id = engine.message_id("1")
    assert engine.store.ledger.repeated(again.topic_id, 0, again.offset) == message_id


def test_repetitions_within_one_batch_take_effect_once(engine: Engine, care: Channel) -> None:
    taken = engine.hear(care, *[care.message("1")] * 3, *[care.message("2", hours(1))] * 2)
    assert (taken.attached, taken.duplicate) == (2, 3)
    (position,) = engine.store.ledger.positions()
    assert (position.records, position.duplicates, position.gaps) == (5, 3, 0)


def test_one_instant_written_in_two_zones_is_one_message(engine: Engine, care: Channel) -> None:
    here, there = care.message("1"), care.message("1")
    there["time"] = "2030-01-07T13:00:00+01:00"
    assert engine.hear(care, here, there).duplicate == 1


def test_the_same_id_with_other_content_is_a_second_message_and_flagged(
    engine: Engine, care: Channel
) -> None:
    taken = engine.hear(care, care.message("1"), care.message("1", text="something else"))
    assert (taken.attached, taken.duplicate) == (2, 0)
    first, second = engine.events("message.received")
    assert first.second_copy_of is None
    assert second.second_copy_of == engine.message_id("1")
    assert second.external_id == "1"


def test_a_second_copy_delivered_again_is_a_repetition_of_itself(
    engine: Engine, care: Channel
) -> None:
    other = care.message("1", text="something else")
    engine.hear(care, care.message("1"), other)
    records = care.records(other, care.message("1"))
    assert engine.take(*records).duplicate == 2
    repeated = [engine.store.ledger.repeated(r.topic_id, 0, r.offset) for r in records]
    assert repeated[1] == engine.message_id("1") != repeated[0]


def test_one_message_on_two_partitions_is_one_message(engine: Engine, care: Channel) -> None:
    elsewhere = Channel(partition=3)
    engine.hear(care, care.message("1"))
    assert engine.hear(elsewhere, elsewhere.message("1")).duplicate == 1
    assert len(engine.cases()) == 1


def test_two_photos_on_two_partitions_open_one_case(engine: Engine, care: Channel) -> None:
    elsewhere = Channel(partition=3)
    engine.take(
        care.record(care.message("1")), elsewhere.record(elsewhere.message("2")),
    )  # fmt: skip
    assert len(engine.cases()) == 1


def test_records_below_the_position_are_passed_over_in_silence(
    engine: Engine, care: Channel
) -> None:
    records = care.records(care.message("1"), care.message("2", hours(1)))
    engine.take(*records)
    again = engine.take(*records)
    assert again.outcomes.total() == 0
    (position,) = engine.store.ledger.positions()
    assert (position.next_offset, position.duplicates) == (2, 0)


def test_a_message_id_of_another_profile_is_another_message(engine: Engine, care: Channel) -> None:
    engine.profile("emplifi", name="sales")
    sales = Channel("sales", partition=1)
    engine.hear(care, care.message("1"))
    assert engine.hear(sales, sales.message("1")).attached == 1


def test_the_key_is_told_and_decides_nothing(engine: Engine, care: Channel) -> None:
    strange = record_key("care", "somebody else")
    engine.take(
        care.record(care.message("1")),
        care.record(care.message("2", hours(1)), key=None),
        care.record(care.message("3", hours(2)), key=strange),
        care.record(care.message("4", hours(3)), key=b"\xff"),
    )
    received = engine.events("message.received")
    assert [each.key for each in received] == ["matched", "missing", "different", "different"]
    assert len({each.case_id for each in received}) == 1


def test_the_event_names_the_record_it_came_from(engine: Engine, care: Channel) -> None:
    record = care.record(care.message("1"), broker_at=hours(0) + timedelta(seconds=2))
    engine.take(record)
    (received,) = engine.events("message.received")
    assert (received.source.topic_id, received.source.partition, received.source.offset) == (
        record.topic_id, 0, 0,
    )  # fmt: skip
    (placed,) = engine.store.read_log(topics=["message.received"])
    assert placed.recorded.cause.causation_id == TOPIC_PLACE
    assert received.broker_at == record.broker_time


def test_gaps_of_the_log_are_counted_apart(engine: Engine, care: Channel) -> None:
    engine.take(
        care.record(care.message("1"), offset=5),
        care.record(care.message("2", hours(1)), offset=9),
    )
    engine.take(care.record(care.message("3", hours(2)), offset=12))
    (position,) = engine.store.ledger.positions()
    assert (position.first_offset, position.next_offset, position.gaps) == (5, 13, 5)
    assert position.records == 3


def test_the_rule_believes_the_channel_within_the_allowed_lateness(engine: Engine) -> None:
    engine.profile("emplifi", allowed_lateness=3600.0)
    care = Channel()
    for id, late in (("1", 3600), ("2", 3601), ("3", -300), ("4", -301)):
        broker_at = hours(0) + timedelta(seconds=late)
        engine.take(care.record(care.message(id), broker_at=broker_at))
    clocks = [each.decision.clock for each in engine.events("case.message_attached")]
    assert clocks == ["channel", "broker", "channel", "broker"]


def test_an_outage_of_the_worker_changes_no_decision(engine: Engine, care: Channel) -> None:
    """Neither the worker's clock nor how late it comes enters a rule."""
    engine.hear(care, care.message("1"))
    engine.resolve(hours(1))
    engine.now = hours(10_000)
    assert engine.hear(care, care.message("2", hours(2))).attached == 1
