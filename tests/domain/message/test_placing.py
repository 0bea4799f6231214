from __future__ import annotations

import msgspec
import pytest

from domain.kernel import Event
from domain.message import events as e
from domain.message.aggregate import Message
from domain.message.errors import MessageNotParked
from tests.domain.message.given import CASE, COMPOSED, DECISION, RECEIVED, SOURCE
from tests.support.scenario import NOON, SELF, Scenario, by

ANN = by("agent:ann")
ATTACHED = msgspec.structs.replace(RECEIVED, case_id=CASE)
PARKED = e.MessageParked(DECISION)


def test_a_parked_message_can_be_escalated_once() -> None:
    message = Scenario(Message).given(RECEIVED, PARKED)
    message.when(lambda m: m.escalate(CASE, cause=ANN)).then(e.MessageEscalated(CASE))
    assert (message.aggregate.place, message.aggregate.case_id) == ("attached", CASE)
    message.when(lambda m: m.escalate(CASE, cause=ANN))
    message.then_rejected(MessageNotParked, place="attached", case_id=CASE)


@pytest.mark.parametrize(
    ("history", "place"),
    [
        ((ATTACHED,), "attached"),
        ((RECEIVED, e.MessageLeftUnattached(DECISION)), "unattached"),
        ((COMPOSED,), "attached"),
        ((e.MessageIdentified(SELF),), "an alias"),
    ],
)
def test_nothing_but_a_parked_message_is_escalated(history: tuple[Event, ...], place: str) -> None:
    message = Scenario(Message).given(*history).when(lambda m: m.escalate(CASE, cause=ANN))
    message.then_rejected(MessageNotParked, place=place)


def test_an_echo_is_taken_once_per_id_of_the_channel() -> None:
    def see(external_id: str) -> Scenario[Message]:
        echoed = Scenario(Message).given(COMPOSED, e.MessageEchoed("x-1", NOON, SOURCE))
        return echoed.when(lambda m: m.echo(external_id, NOON, SOURCE, cause=ANN))

    again, other = see("x-1"), see("x-2")
    again.then()
    assert again.answer is False
    other.then(e.MessageEchoed("x-2", NOON, SOURCE))
    assert other.answer is True


def test_a_receipt_counts_once() -> None:
    report = e.DeliveryReported("r-1", "read", SOURCE)
    first = Scenario(Message).given(COMPOSED)
    first.when(lambda m: m.report_delivery(report, cause=ANN)).then(report)
    assert first.answer is True
    again = Scenario(Message).given(COMPOSED, report)
    again.when(lambda m: m.report_delivery(report, cause=ANN)).then()
    assert again.answer is False


def test_every_state_of_a_delivery_has_its_own_receipt() -> None:
    sent, read = (e.DeliveryReported(id, id, SOURCE) for id in ("sent", "read"))
    message = Scenario(Message).given(COMPOSED, sent)
    message.when(lambda m: m.report_delivery(read, cause=ANN)).then(read)
