"""Which status a case gets when somebody begins to work on it (C-10)."""

from __future__ import annotations

from collections.abc import Iterable

from domain.policy.document import Policy
from domain.policy.statuses import Status


def status_when_taken(policy: Policy, status: str) -> Status | None:
    """The first open stage that may follow, or without a process the first open status that is
    neither the first of all nor the one after reopening; None where the policy has none."""
    if policy.process is not None:
        return _first_open(policy, policy.process.allowed_from(status), policy.initial_status)
    names = [each.name for each in policy.statuses]
    return _first_open(
        policy, names, policy.initial_status, policy.reopened_status()
    ) or _first_open(policy, names, policy.initial_status)


def _first_open(policy: Policy, names: Iterable[str], *besides: Status) -> Status | None:
    found = (policy.status(name) for name in names)
    return next((each for each in found if each and _is_work(each) and each not in besides), None)


def _is_work(status: Status) -> bool:
    return status.category == "open"
