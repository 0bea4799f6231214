from __future__ import annotations

from uuid import UUID

import pytest

from domain.conversation.aggregate import Conversation
from domain.conversation.errors import AnotherCaseIsOpen
from domain.conversation.events import (
    CaseAbsorbed,
    CaseResumed,
    CaseReturned,
    CaseSettled,
    ConversationStarted,
    SlotAssigned,
)
from domain.kernel import Event
from tests.support.scenario import Scenario, by

A, B, STRANGERS = UUID(int=10), UUID(int=11), UUID(int=99)
FIRST, SECOND = SlotAssigned("a", A, "1001"), SlotAssigned("b", B, "1002")
CAUSE = by("agent:ann")


def conversation(*history: Event) -> Scenario[Conversation]:
    return Scenario(Conversation).given(ConversationStarted("care", "ann"), *history)


def test_a_merged_case_is_not_open_and_its_slots_stay() -> None:
    talk = conversation(FIRST, SECOND).when(lambda c: c.absorb(B, A, cause=CAUSE))
    talk.then(CaseAbsorbed(B, A))
    assert (talk.aggregate.open_cases, talk.aggregate.latest_open) == ([A], A)
    assert talk.aggregate.slots == {"a": A, "b": B}
    assert talk.aggregate.merged == {B: A}


def test_a_case_merged_into_a_strangers_leaves_room_for_another() -> None:
    talk = conversation(FIRST, CaseAbsorbed(A, STRANGERS))
    talk.when(lambda c: c.take_case(B, "1002", "b", one_open_case=True, cause=CAUSE))
    talk.then(SECOND)


def test_taken_out_again_it_is_open_if_it_was() -> None:
    talk = conversation(FIRST, CaseAbsorbed(A, STRANGERS))
    talk.when(lambda c: c.give_back(A, one_open_case=True, cause=CAUSE)).then(CaseReturned(A))
    assert (talk.aggregate.open_cases, talk.aggregate.merged) == ([A], {})


def test_taken_out_again_it_is_settled_if_it_was() -> None:
    settled = (FIRST, CaseSettled(A), SECOND, CaseAbsorbed(A, B))
    talk = conversation(*settled).when(lambda c: c.give_back(A, one_open_case=True, cause=CAUSE))
    talk.then(CaseReturned(A))
    assert talk.aggregate.open_cases == [B]


def test_it_is_not_taken_out_beside_another_where_one_may_be_open() -> None:
    talk = conversation(FIRST, CaseAbsorbed(A, STRANGERS), SECOND)
    talk.when(lambda c: c.give_back(A, one_open_case=True, cause=CAUSE))
    talk.then_rejected(AnotherCaseIsOpen, case_id=B, number="1002")


REOPENED = (FIRST, CaseSettled(A), SlotAssigned("a", B, "1002"), CaseAbsorbed(B, A), CaseResumed(A))


@pytest.mark.parametrize(
    ("since", "holder"), [((CaseSettled(A),), B), ((), A)], ids=["settled again", "still open"]
)
def test_a_slot_that_the_merge_gave_away_comes_back(since: tuple[Event, ...], holder: UUID) -> None:
    talk = conversation(*REOPENED)
    assert talk.aggregate.slots == {"a": A}
    talk.given(*since).when(lambda c: c.give_back(B, one_open_case=False, cause=CAUSE))
    talk.then(CaseReturned(B))
    assert talk.aggregate.slots == {"a": holder}
