from __future__ import annotations

import pytest

from domain.case.commands import AnswerCase, RecordSurvey
from tests.support.controls import Engine
from tests.support.controls_channel import Channel, hours


@pytest.fixture
def outbound_id(engine: Engine, care: Channel) -> str:
    """Ann asked, and was answered."""
    engine.hear(care, care.message("1"))
    answer = AnswerCase(case_id=engine.open_case().id, text="It is on its way.")
    return str(engine.do(answer, at=hours(1)).facts["message_id"])


def attached(engine: Engine) -> int:
    return len(engine.events("case.message_attached"))


def test_an_answer_is_attached_at_once_and_says_it_is_not_sent(
    engine: Engine, outbound_id: str
) -> None:
    assert attached(engine) == 2
    (composed,) = engine.events("message.composed")
    assert (composed.kind, str(composed.case_id)) == ("reply", str(engine.open_case().id))
    assert outbound_id


def test_the_echo_of_an_answer_is_recorded_on_it_and_never_doubled(
    engine: Engine, care: Channel, outbound_id: str
) -> None:
    shown = care.message("x-1", hours(2), by="agent", outbound_id=outbound_id)
    taken = engine.hear(care, shown, shown)
    assert (taken.applied, taken.duplicate, taken.attached) == (1, 1, 0)
    assert attached(engine) == 2
    (echoed,) = engine.events("message.echoed")
    assert echoed.external_id == "x-1"


def test_an_echo_without_our_id_is_known_by_the_channels(
    engine: Engine, care: Channel, outbound_id: str
) -> None:
    engine.hear(care, care.message("x-1", hours(2), by="agent", outbound_id=outbound_id))
    taken = engine.hear(care, care.message("x-1", hours(3), by="agent", text="other"))
    assert (taken.attached, taken.duplicate) == (0, 1)


def test_what_a_customer_wrote_is_taken_whatever_ids_it_comes_with(
    engine: Engine, care: Channel, outbound_id: str
) -> None:
    engine.hear(care, care.message("x-1", hours(2), by="agent", outbound_id=outbound_id))
    quoting = care.message("2", hours(3), outbound_id=outbound_id)
    same_id = care.message("x-1", hours(4), text="Thanks!")
    assert engine.hear(care, quoting, same_id).attached == 2
    assert engine.events("message.received")[-1].second_copy_of == engine.message_id("x-1")


def test_echoes_and_receipts_happen_when_the_channel_says(
    engine: Engine, care: Channel, outbound_id: str
) -> None:
    engine.hear(care, care.message("x-1", hours(2), by="agent", outbound_id=outbound_id))
    engine.hear(care, care.delivery("d-1", hours(3), outbound_id=outbound_id, state="read"))
    told = {
        placed.recorded.event.TOPIC: placed.recorded.cause.occurred_at
        for placed in engine.store.read_log()
    }
    assert told["message.echoed"] == hours(2)
    assert told["message.delivery_reported"] == hours(3)


def test_an_answer_seen_under_two_ids_of_the_channel_is_one_answer(
    engine: Engine, care: Channel, outbound_id: str
) -> None:
    for id in ("x-1", "x-2"):
        shown = care.message(id, hours(2), by="agent", outbound_id=outbound_id)
        assert engine.hear(care, shown).applied == 1
    assert attached(engine) == 2


@pytest.fixture
def shown_natively(engine: Engine, care: Channel, outbound_id: str) -> str:
    """The channel showed Ann's answer without our id, and then with it."""
    engine.hear(care, care.message("x-1", hours(2), by="agent"))
    shown = care.message("x-1", hours(2), by="agent", outbound_id=outbound_id)
    assert engine.hear(care, shown).applied == 1
    return outbound_id


def test_an_answer_that_was_taken_natively_first_is_one_message(
    engine: Engine, shown_natively: str
) -> None:
    native = engine.message("x-1")
    assert (str(native.points_to), native.place, native.case_id) == (shown_natively, None, None)
    (detached,) = engine.events("case.message_detached")
    assert (detached.message_id, detached.because) == (native.id, "echo")
    assert (detached.direction, detached.attached_at) == ("out", hours(2))


def test_it_stays_one_message_however_often_it_is_shown(
    engine: Engine, care: Channel, shown_natively: str
) -> None:
    without = care.message("x-1", hours(2), by="agent")
    within = care.message("x-1", hours(2), by="agent", outbound_id=shown_natively)
    position = engine.store.position()
    assert engine.hear(care, without, within).duplicate == 2
    assert engine.store.position() == position


def test_who_answers_the_native_copy_finds_our_messages_case(
    engine: Engine, care: Channel, shown_natively: str
) -> None:
    del shown_natively
    engine.hear(care, care.message("2", hours(3), thread={"in_reply_to": "x-1"}))
    assert engine.message("2").case_id == engine.open_case().id
    assert engine.hear(care, care.delivery("r-1", hours(4), external_id="x-1")).applied == 1
    (placed,) = engine.store.read_log(topics=["message.delivery_reported"])
    assert engine.message("x-1").points_to == placed.recorded.originator_id


def test_a_native_copy_without_a_case_is_recognised_too(
    engine: Engine, care: Channel, outbound_id: str
) -> None:
    engine.resolve(hours(2))
    late = hours(200)
    assert engine.hear(care, care.message("x-1", late, by="agent")).unattached == 1
    shown = care.message("x-1", late, by="agent", outbound_id=outbound_id)
    assert engine.hear(care, shown).applied == 1
    assert str(engine.message("x-1").points_to) == outbound_id
    assert engine.events("case.message_detached") == []


def test_a_customers_message_under_the_same_id_is_never_taken_for_ours(
    engine: Engine, care: Channel, outbound_id: str
) -> None:
    shown = care.message("1", hours(2), by="agent", outbound_id=outbound_id)
    assert engine.hear(care, shown).applied == 1
    assert engine.message("1").case_id == engine.open_case().id


def test_who_answers_our_message_finds_its_case(
    engine: Engine, care: Channel, outbound_id: str
) -> None:
    engine.hear(care, care.message("x-1", hours(2), by="agent", outbound_id=outbound_id))
    engine.hear(care, care.message("2", hours(3), thread={"in_reply_to": "x-1"}))
    decision = engine.events("case.message_attached")[-1].decision
    assert (decision.located_by, decision.rejected) == ("in_reply_to", ())


@pytest.mark.parametrize("wrong", ["not-ours", "00000000-0000-0000-0000-000000000001"])
def test_an_unknown_outbound_id_makes_an_agents_message_of_its_own(
    engine: Engine, care: Channel, outbound_id: str, wrong: str
) -> None:
    del outbound_id
    assert engine.hear(care, care.message("x", hours(2), by="agent", outbound_id=wrong)).attached
    assert attached(engine) == 3


def test_an_outbound_id_of_another_kind_of_thing_is_unknown(
    engine: Engine, care: Channel, outbound_id: str
) -> None:
    del outbound_id
    for other in (engine.open_case().id, engine.message_id("1")):
        shown = care.message(f"x-{other}", hours(2), by="agent", outbound_id=str(other))
        assert engine.hear(care, shown).attached == 1


def test_a_receipt_is_recorded_on_the_message_once(
    engine: Engine, care: Channel, outbound_id: str
) -> None:
    read = care.delivery("r-1", hours(3), outbound_id=outbound_id)
    taken = engine.hear(care, read, read, care.delivery("r-2", hours(4), outbound_id=outbound_id))
    assert (taken.applied, taken.duplicate) == (2, 1)
    assert [each.state for each in engine.events("message.delivery_reported")] == ["read"] * 2


def test_a_receipt_finds_our_message_by_the_channels_id(
    engine: Engine, care: Channel, outbound_id: str
) -> None:
    engine.hear(care, care.message("x-1", hours(2), by="agent", outbound_id=outbound_id))
    failed = care.delivery("r-1", hours(3), external_id="x-1", state="failed", reason="bounced")
    assert engine.hear(care, failed).applied == 1
    (placed,) = engine.store.read_log(topics=["message.delivery_reported"])
    assert str(placed.recorded.originator_id) == outbound_id


def test_a_receipt_for_a_message_seen_only_on_the_channel_is_kept_there(
    engine: Engine, care: Channel, outbound_id: str
) -> None:
    del outbound_id
    engine.hear(care, care.message("native", hours(2), by="agent"))
    assert engine.hear(care, care.delivery("r-1", hours(3), external_id="native")).applied == 1


@pytest.mark.parametrize(
    ("named", "field"),
    [
        ({"outbound_id": "00000000-0000-0000-0000-000000000001"}, "data.outbound_id"),
        ({"external_id": "never seen"}, "data.external_id"),
        ({"outbound_id": "no uuid"}, "data.outbound_id"),
    ],
)
def test_a_receipt_for_an_unknown_message_is_a_dead_letter(
    engine: Engine, care: Channel, named: dict[str, str], field: str
) -> None:
    assert engine.hear(care, care.delivery("r-1", hours(0), **named)).letter == 1
    (letter,) = engine.store.ledger.letters()
    assert (letter.code, letter.field) == ("unknown_message", field)


def test_a_receipt_of_another_profile_is_a_dead_letter(
    engine: Engine, care: Channel, outbound_id: str
) -> None:
    del care
    engine.profile("emplifi", name="sales")
    sales = Channel("sales", partition=1)
    assert engine.hear(sales, sales.delivery("r-1", outbound_id=outbound_id)).letter == 1


def test_a_survey_answer_is_recorded_once_on_its_case(engine: Engine, care: Channel) -> None:
    engine.hear(care, care.message("1"))
    case = engine.open_case()
    survey = str(engine.do(RecordSurvey(case_id=case.id)).facts["survey_id"])
    answer = care.survey_answer("s-1", survey, hours(1), value=2, comment="slow")
    taken = engine.hear(care, answer, answer)
    assert (taken.applied, taken.duplicate) == (1, 1)
    (answered,) = engine.events("case.survey_answered")
    assert (answered.value, answered.personal.comment) == ("2", "slow")


@pytest.mark.parametrize("who", ["eve", "ann"])
def test_an_answer_to_no_survey_or_of_somebody_else_is_a_dead_letter(
    engine: Engine, care: Channel, who: str
) -> None:
    engine.hear(care, care.message("1"))
    case = engine.open_case()
    survey = str(engine.do(RecordSurvey(case_id=case.id)).facts["survey_id"])
    named = survey if who == "eve" else f"{case.id}.9"
    assert engine.hear(care, care.survey_answer("s-1", named, customer=who)).letter == 1
    (letter,) = engine.store.ledger.letters()
    assert (letter.code, letter.field) == ("unknown_survey", "data.survey_id")
