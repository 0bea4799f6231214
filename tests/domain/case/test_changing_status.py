from __future__ import annotations

import pytest

from domain.case.errors import CaseIsFinal, CaseNotOpen, NoSuchStatus
from domain.case.events import CaseCanceled, CaseClosed, StatusChanged
from domain.kernel import Event
from tests.domain.case.given import FINAL, POLICY, RESOLVED, opened, resolved
from tests.support.scenario import by

ANN = by("agent:ann")


@pytest.mark.parametrize(
    ("name", "event"),
    [
        ("In progress", StatusChanged("New", "In progress", "open")),
        ("Pending", StatusChanged("New", "Pending", "waiting_customer")),
        ("On hold", StatusChanged("New", "On hold", "on_hold")),
        ("Resolved", resolved(1)),
        ("Closed", CaseClosed("New", "Closed", "closed")),
        ("Canceled", CaseCanceled("New", "Canceled", "canceled")),
        ("Spam", CaseClosed("New", "Spam", "spam")),
    ],
)
def test_each_status_is_reached_by_the_event_that_the_move_is(name: str, event: Event) -> None:
    opened().when(lambda c: c.change_status(POLICY, name, cause=ANN)).then(event)


def test_the_status_it_has_already_is_no_change() -> None:
    opened().when(lambda c: c.change_status(POLICY, "New", cause=ANN)).then()


def test_an_unknown_name_is_refused_with_the_names_there_are() -> None:
    case = opened().when(lambda c: c.change_status(POLICY, "Fancy", cause=ANN))
    case.then_rejected(NoSuchStatus, status="Fancy", policy="plain")
    assert case.rejection is not None
    assert "On hold" in str(case.rejection.facts["statuses"])


def test_a_resolved_case_is_opened_by_reopening_only() -> None:
    case = opened().given(RESOLVED)
    case.when(lambda c: c.change_status(POLICY, "In progress", cause=ANN))
    case.then_rejected(CaseNotOpen, status="Resolved")


@pytest.mark.parametrize("name", ["Closed", "Canceled", "Spam"])
def test_a_resolved_case_may_end(name: str) -> None:
    case = opened().given(RESOLVED).when(lambda c: c.change_status(POLICY, name, cause=ANN))
    case.aggregate.must_be_at(4)
    assert case.aggregate.is_final


@pytest.mark.parametrize("end", FINAL)
@pytest.mark.parametrize("name", ["In progress", "Resolved", "Closed", "Canceled"])
def test_a_final_case_moves_no_more(end: Event, name: str) -> None:
    case = opened().given(end).when(lambda c: c.change_status(POLICY, name, cause=ANN))
    case.then_rejected(CaseIsFinal)


@pytest.mark.parametrize("end", FINAL)
def test_a_final_case_is_neither_closed_nor_canceled_again(end: Event) -> None:
    opened().given(end).when(lambda c: c.close(POLICY, cause=ANN)).then_rejected(CaseIsFinal)
    opened().given(end).when(lambda c: c.cancel(POLICY, cause=ANN)).then_rejected(CaseIsFinal)
