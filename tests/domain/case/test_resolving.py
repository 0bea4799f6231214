from __future__ import annotations

import pytest

from domain.case.errors import CaseIsFinal, CaseNotOpen, NoSuchStatus
from domain.case.events import CaseReopened, CaseResolved, StatusChanged
from domain.kernel import Event
from domain.policy.document import Policy
from tests.domain.case.given import FINAL, POLICY, RESOLVED, opened, resolved
from tests.support.controls_channel import hours
from tests.support.scenario import by

REOPENED = CaseReopened("agent", "Resolved", "resolved", "Reopened", "open")


def test_resolving_names_the_status_before_and_counts() -> None:
    case = opened().when(lambda c: c.resolve(POLICY, cause=by("agent:ann")))
    case.then(CaseResolved(1, "New", "Resolved", "resolved", "agent"))


def test_the_second_resolve_of_a_reopened_case_is_the_second() -> None:
    case = opened().given(RESOLVED, REOPENED)
    case.when(lambda c: c.resolve(POLICY, cause=by("agent:ann"))).then(resolved(2, "Reopened"))


@pytest.mark.parametrize(
    ("status", "category"), [("Pending", "waiting_customer"), ("On hold", "on_hold")]
)
def test_a_case_that_waits_can_be_resolved(status: str, category: str) -> None:
    case = opened().given(StatusChanged("New", status, category))
    case.when(lambda c: c.resolve(POLICY, cause=by("agent:ann"))).then(resolved(1, status))


def test_a_resolved_case_is_not_resolved_again() -> None:
    case = opened().given(RESOLVED)
    case.when(lambda c: c.resolve(POLICY, cause=by("agent:ann")))
    case.then_rejected(CaseNotOpen, number="1001", status="Resolved")


@pytest.mark.parametrize("end", FINAL)
def test_a_final_case_is_not_resolved(end: Event) -> None:
    case = opened().given(end).when(lambda c: c.resolve(POLICY, cause=by("agent:ann")))
    case.then_rejected(CaseIsFinal, number="1001")


def test_closing_needs_a_status_of_that_kind() -> None:
    short = Policy.model_validate(
        {
            "id": "short",
            "statuses": [
                {"name": "Open", "category": "open"},
                {"name": "Done", "category": "resolved"},
            ],
            "reopen": {"target_status": "Open"},
        }
    )
    case = opened().when(lambda c: c.close(short, cause=by("agent:ann")))
    case.then_rejected(NoSuchStatus, category="closed", policy="short")


def test_silence_is_a_reason_of_its_own() -> None:
    case = opened().when(lambda c: c.resolve(POLICY, reason="idle", cause=by("rule:idle-split")))
    case.then(CaseResolved(1, "New", "Resolved", "resolved", "idle"))


def test_the_first_resolve_is_remembered_beside_the_last() -> None:
    case = opened().given(RESOLVED, at=hours(1)).given(REOPENED).given(resolved(2), at=hours(9))
    assert case.aggregate.first_resolved_at == hours(1)
    assert case.aggregate.resolved_at == hours(9)
