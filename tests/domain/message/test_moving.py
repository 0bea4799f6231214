from __future__ import annotations

from uuid import UUID

import msgspec
import pytest

from domain.kernel import Event
from domain.message import events as e
from domain.message.aggregate import Message
from domain.message.errors import (
    MessageAlreadyThere,
    MessageCannotMove,
    MessageNotInCase,
    OwnAnswerStays,
)
from domain.message.moving_events import Envelope, MessageMoved, MessageTakenOut, Reason
from tests.domain.message.given import CASE, COMPOSED, DECISION, RECEIVED
from tests.support.scenario import SELF, Scenario, by

ANN = by("agent:ann")
OTHER = UUID(int=50)
WHY = Reason("Another order.")
ATTACHED = msgspec.structs.replace(RECEIVED, case_id=CASE)
FROM_AN_AGENT = msgspec.structs.replace(ATTACHED, author_kind="agent", direction="out")
PARKED = (RECEIVED, e.MessageParked(DECISION))


@pytest.mark.parametrize(
    ("history", "was", "from_case"),
    [
        ((ATTACHED,), "attached", CASE),
        (PARKED, "parked", None),
        ((RECEIVED, e.MessageLeftUnattached(DECISION)), "unattached", None),
        ((COMPOSED,), "attached", COMPOSED.case_id),
    ],
)
def test_a_message_moves_from_wherever_it_is(
    history: tuple[Event, ...], was: str, from_case: UUID | None
) -> None:
    message = Scenario(Message).given(*history)
    message.when(lambda m: m.move(OTHER, "moved", WHY, cause=ANN))
    message.then(MessageMoved(OTHER, from_case, was, "moved", WHY))
    assert (message.aggregate.place, message.aggregate.case_id) == ("attached", OTHER)


def test_a_message_does_not_move_to_where_it_is() -> None:
    message = Scenario(Message).given(ATTACHED)
    message.when(lambda m: m.move(CASE, "moved", cause=ANN))
    message.then_rejected(MessageAlreadyThere, case_id=CASE)


def test_an_alias_has_no_place_to_move_from() -> None:
    message = Scenario(Message).given(e.MessageIdentified(SELF))
    message.when(lambda m: m.move(OTHER, "moved", cause=ANN))
    message.then_rejected(MessageCannotMove, points_to=SELF)


@pytest.mark.parametrize(
    ("received", "place"), [(ATTACHED, "parked"), (FROM_AN_AGENT, "unattached")]
)
def test_taken_out_a_customers_message_waits_and_anybody_elses_does_not(
    received: e.MessageReceived, place: str
) -> None:
    message = Scenario(Message).given(received)
    message.when(lambda m: m.take_out(DECISION, WHY, cause=ANN))
    envelope = Envelope(
        received.profile_id,
        received.customer_id,
        received.external_id,
        received.channel,
        received.direction,
        received.author_kind,
        received.author_id,
        received.sent_at,
    )
    message.then(MessageTakenOut(CASE, place, DECISION, envelope, WHY))
    assert (message.aggregate.place, message.aggregate.case_id) == (place, None)


@pytest.mark.parametrize(
    ("history", "place"), [(PARKED, "parked"), ((e.MessageIdentified(SELF),), "an alias")]
)
def test_what_is_in_no_case_is_not_taken_out(history: tuple[Event, ...], place: str) -> None:
    message = Scenario(Message).given(*history).when(lambda m: m.take_out(DECISION, cause=ANN))
    message.then_rejected(MessageNotInCase, place=place)


def test_an_answer_of_ours_stays_in_a_case() -> None:
    message = Scenario(Message).given(COMPOSED).when(lambda m: m.take_out(DECISION, cause=ANN))
    message.then_rejected(OwnAnswerStays)


def test_what_waits_again_can_be_escalated_again() -> None:
    message = Scenario(Message).given(ATTACHED)
    message.when(lambda m: m.take_out(DECISION, cause=ANN))
    assert message.aggregate.collect_events()
    message.when(lambda m: m.escalate(OTHER, cause=ANN)).then(e.MessageEscalated(OTHER))
