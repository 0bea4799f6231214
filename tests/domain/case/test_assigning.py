from __future__ import annotations

import pytest

from domain.case.errors import CaseIsFinal, EmptyText
from domain.case.events import AssigneeChanged, AssigneeCleared, GroupChanged
from domain.kernel import Event
from tests.domain.case.given import CLOSED, FINAL, opened
from tests.support.scenario import by

BOB = AssigneeChanged("agent:bob")
ANN = by("agent:ann")


def test_assigning_names_the_assignee() -> None:
    opened().when(lambda c: c.assign("agent:bob", cause=ANN)).then(BOB)


def test_assigning_the_assignee_again_records_nothing() -> None:
    opened().given(BOB).when(lambda c: c.assign("agent:bob", cause=ANN)).then()


def test_clearing_says_whom() -> None:
    case = opened().given(BOB).when(lambda c: c.clear_assignee(cause=ANN))
    case.then(AssigneeCleared("agent:bob"))


def test_clearing_nobody_records_nothing() -> None:
    opened().when(lambda c: c.clear_assignee(cause=ANN)).then()


def test_a_group_is_given_once() -> None:
    opened().when(lambda c: c.give_to_group("care", cause=ANN)).then(GroupChanged("care"))
    case = opened().given(GroupChanged("care"))
    case.when(lambda c: c.give_to_group("care", cause=ANN)).then()


@pytest.mark.parametrize("blank", ["", "  ", "\t\n"])
def test_nobody_and_no_group_are_no_names(blank: str) -> None:
    case = opened().when(lambda c: c.assign(blank, cause=ANN))
    case.then_rejected(EmptyText, field="assignee")
    case = opened().when(lambda c: c.give_to_group(blank, cause=ANN))
    case.then_rejected(EmptyText, field="group")


@pytest.mark.parametrize("end", FINAL)
def test_a_final_case_is_nobodys_work(end: Event) -> None:
    opened().given(end).when(lambda c: c.assign("agent:bob", cause=ANN)).then_rejected(CaseIsFinal)
    opened().given(BOB, end).when(lambda c: c.clear_assignee(cause=ANN)).then_rejected(CaseIsFinal)
    case = opened().given(end).when(lambda c: c.give_to_group("care", cause=ANN))
    case.then_rejected(CaseIsFinal)


def test_rules_never_apply_to_history() -> None:
    case = opened().given(CLOSED, BOB)
    assert case.aggregate.assignee == "agent:bob"
