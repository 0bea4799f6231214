from __future__ import annotations

from uuid import UUID

from domain.conversation.aggregate import Conversation
from domain.conversation.errors import AnotherCaseIsOpen
from domain.conversation.events import (
    CaseResumed,
    CaseSettled,
    ConversationStarted,
    SlotAssigned,
)
from tests.support.scenario import Scenario, by

A, B = UUID(int=10), UUID(int=11)
STARTED = ConversationStarted("care", "ann")
FIRST = SlotAssigned("", A, "1001")
SECOND = SlotAssigned("", B, "1002")
CAUSE = by("customer:ann")


def conversation() -> Scenario[Conversation]:
    return Scenario(Conversation).given(STARTED)


def test_a_conversation_starts_once() -> None:
    Scenario(Conversation).when(lambda c: c.start("care", "ann", cause=CAUSE)).then(STARTED)
    conversation().when(lambda c: c.start("care", "ann", cause=CAUSE)).then()


def test_a_second_open_case_is_refused_and_the_first_named() -> None:
    talk = conversation().given(FIRST)
    talk.when(lambda c: c.take_case(B, "1002", "", one_open_case=True, cause=CAUSE))
    talk.then_rejected(AnotherCaseIsOpen, case_id=A, number="1001")


def test_several_cases_are_open_where_the_policy_allows_it() -> None:
    talk = conversation().given(FIRST)
    talk.when(lambda c: c.take_case(B, "1002", "t", one_open_case=False, cause=CAUSE))
    talk.then(SlotAssigned("t", B, "1002"))
    assert talk.aggregate.open_cases == [A, B]
    assert talk.aggregate.latest_open == B


def test_a_settled_case_makes_room() -> None:
    talk = conversation().given(FIRST, CaseSettled(A))
    talk.when(lambda c: c.take_case(B, "1002", "", one_open_case=True, cause=CAUSE)).then(SECOND)
    assert talk.aggregate.slots == {"": B}


def test_settling_twice_records_once() -> None:
    conversation().given(FIRST).when(lambda c: c.settle(A, cause=CAUSE)).then(CaseSettled(A))
    conversation().given(FIRST, CaseSettled(A)).when(lambda c: c.settle(A, cause=CAUSE)).then()


def test_a_resumed_case_gets_its_slot_back_whoever_had_it() -> None:
    talk = conversation().given(FIRST, CaseSettled(A), SECOND, CaseSettled(B))
    talk.when(lambda c: c.resume(A, one_open_case=True, cause=CAUSE)).then(CaseResumed(A))
    assert talk.aggregate.slots == {"": A}
    assert talk.aggregate.open_cases == [A]


def test_resuming_beside_an_open_case_is_refused_naming_it() -> None:
    talk = conversation().given(FIRST, CaseSettled(A), SECOND)
    talk.when(lambda c: c.resume(A, one_open_case=True, cause=CAUSE))
    talk.then_rejected(AnotherCaseIsOpen, case_id=B, number="1002")


def test_resuming_what_is_open_records_nothing() -> None:
    conversation().given(FIRST).when(lambda c: c.resume(A, one_open_case=True, cause=CAUSE)).then()


def test_cases_are_found_by_number_in_their_own_conversation_only() -> None:
    talk = conversation().given(FIRST).aggregate
    assert talk.case_numbered("1001") == A
    assert talk.case_numbered("1002") is None


def test_the_latest_case_is_the_last_one_opened() -> None:
    talk = conversation().given(FIRST, CaseSettled(A), SECOND, CaseSettled(B), CaseResumed(A))
    assert talk.aggregate.latest == B
    assert talk.aggregate.latest_open == A
