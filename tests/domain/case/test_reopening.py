from __future__ import annotations

import pytest

from domain.case.errors import CaseAlreadyOpen, CaseIsFinal
from domain.case.events import AssigneeChanged, CaseReopened, GroupChanged, StatusChanged
from domain.kernel import Event
from tests.domain.case.given import CLEARING, FINAL, POLICY, RESOLVED, WAITING, opened
from tests.support.scenario import by


def test_a_reopened_case_keeps_its_assignee_and_tells_the_group() -> None:
    case = opened().given(AssigneeChanged("agent:ann"), GroupChanged("care"), RESOLVED)
    case.when(lambda c: c.reopen(POLICY, because="customer_message", cause=by("customer:ann")))
    case.then(
        CaseReopened(
            "customer_message",
            "Resolved",
            "resolved",
            "Reopened",
            "open",
            requeued=True,
            notify_group="care",
        )
    )
    assert case.aggregate.assignee == "agent:ann"
    assert case.aggregate.group == "care"


def test_where_the_policy_clears_them_assignee_and_group_are_named_and_gone() -> None:
    case = opened().given(AssigneeChanged("agent:ann"), GroupChanged("care"), RESOLVED)
    case.when(lambda c: c.reopen(CLEARING, because="agent", cause=by("agent:bob")))
    case.then(
        CaseReopened(
            "agent",
            "Resolved",
            "resolved",
            "Reopened",
            "open",
            cleared_assignee="agent:ann",
            cleared_group="care",
            requeued=True,
        )
    )
    assert case.aggregate.assignee is None
    assert case.aggregate.group is None


def test_a_case_that_waited_for_its_customer_says_so_when_it_goes_on() -> None:
    case = opened().given(WAITING)
    case.when(lambda c: c.reopen(POLICY, because="customer_message", cause=by("customer:ann")))
    case.then(
        CaseReopened(
            "customer_message", "Pending", "waiting_customer", "Reopened", "open", requeued=True
        )
    )


def test_reopening_ends_the_time_of_the_resolve() -> None:
    case = opened().given(RESOLVED)
    case.when(lambda c: c.reopen(POLICY, because="agent", cause=by("agent:bob")))
    assert case.aggregate.resolved_at is None
    assert case.aggregate.first_resolved_at is not None


@pytest.mark.parametrize(
    "before",
    [
        pytest.param((), id="new"),
        pytest.param((StatusChanged("New", "On hold", "on_hold"),), id="on hold"),
    ],
)
def test_an_open_case_is_not_reopened(before: tuple[Event, ...]) -> None:
    case = opened().given(*before)
    case.when(lambda c: c.reopen(POLICY, because="agent", cause=by("agent:bob")))
    case.then_rejected(CaseAlreadyOpen, number="1001")


@pytest.mark.parametrize("end", FINAL)
def test_a_final_case_is_never_reopened(end: Event) -> None:
    case = opened().given(end)
    case.when(lambda c: c.reopen(POLICY, because="agent", cause=by("agent:bob")))
    case.then_rejected(CaseIsFinal, number="1001")
