"""A case follows another version of its policy only while it is open."""

from __future__ import annotations

import pytest

from domain.case import events as e
from domain.case.aggregate import Case
from domain.case.errors import CaseNotOpen
from domain.case.rebinding_errors import NoCounterpart
from domain.case.rebinding_events import PolicyRebound
from domain.kernel import Event
from domain.policy.bound import BoundPolicy
from domain.policy.document import Policy, checked
from tests.domain.case.given import CREATED, FINAL, RESOLVED, WAITING
from tests.support.scenario import NOON, Scenario, by

BOUND = e.PolicyBound("ours", 1, "hash-1")
WORDS = [
    {"name": "Fresh", "category": "new"},
    {"name": "Reopened", "category": "open"},
    {"name": "Settled", "category": "resolved"},
]
RENAMED = checked({"id": "ours", "statuses": WORDS})


def to(version: int, policy: Policy | None = None) -> BoundPolicy:
    return BoundPolicy(policy or Policy(id="ours"), version, f"hash-{version}")


def case(*history: Event) -> Scenario[Case]:
    return Scenario(Case).given(CREATED, BOUND, *history)


def test_it_follows_the_new_version_and_keeps_its_status() -> None:
    case().when(lambda it: it.rebind(to(2), cause=by("ada", NOON))).then(
        PolicyRebound("ours", 2, "hash-2", "ours", 1)
    )


def test_the_same_version_again_is_nothing_new() -> None:
    scenario = case().when(lambda it: it.rebind(to(1), cause=by("ada", NOON)))
    scenario.then()
    assert scenario.answer is False


def test_a_status_that_is_called_otherwise_is_changed_with_it() -> None:
    case().when(lambda it: it.rebind(to(2, RENAMED), cause=by("ada", NOON))).then(
        PolicyRebound("ours", 2, "hash-2", "ours", 1), e.StatusChanged("New", "Fresh", "new")
    )


def test_a_status_without_a_counterpart_stays_where_it_is() -> None:
    case(WAITING).when(lambda it: it.rebind(to(2, RENAMED), cause=by("ada", NOON))).then_rejected(
        NoCounterpart, status="Pending", category="waiting_customer", policy="ours"
    )


@pytest.mark.parametrize("ended", [pytest.param(RESOLVED, id="resolved"), *FINAL])
def test_what_is_not_open_follows_nothing_new(ended: Event) -> None:
    case(ended).when(lambda it: it.rebind(to(2), cause=by("ada", NOON))).then_rejected(CaseNotOpen)
