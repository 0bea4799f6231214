"""An open case can move on to another version of its policy, by an explicit command alone."""

from __future__ import annotations

from domain.case import events as e
from domain.case.errors import CaseNotOpen
from domain.case.rebinding_errors import NoCounterpart
from domain.case.rebinding_events import PolicyRebound
from domain.case.state import CaseState
from domain.kernel import Cause, Recorded, evolves
from domain.policy.bound import BoundPolicy
from domain.policy.categories import OPEN
from domain.policy.document import Policy
from domain.policy.reference import PolicyReference
from domain.policy.statuses import Status


class Rebinding(CaseState):
    def rebind(self, bound: BoundPolicy, *, cause: Cause) -> bool:
        """`bound` is adapted to the case's type. False when it follows this version already.
        Raises CaseNotOpen, NoCounterpart."""
        assert self.policy is not None
        policy, before = bound.policy, self.policy
        if before == PolicyReference(policy.id, bound.version):
            return False
        if not self.is_open:
            raise CaseNotOpen(case_id=self.id, number=self.number, status=self.status)
        status = self.status_under(policy)
        moved = PolicyRebound(
            policy.id, bound.version, bound.hash, before.policy_id, before.version
        )
        self.record(moved, cause)
        if (status.name, status.category) != (self.status, self.category):
            self.record(e.StatusChanged(self.status, status.name, status.category), cause)
        return True

    def status_under(self, policy: Policy) -> Status:
        """The one of the same name, else the first of the same category. Raises NoCounterpart."""
        same = policy.status(self.status)
        found = same if same and same.category in OPEN else policy.status_of(self.category)
        if found is None:
            raise NoCounterpart(
                number=self.number, status=self.status, category=self.category, policy=policy.id
            )
        return found

    @evolves(PolicyRebound)
    def _policy_rebound(self, recorded: Recorded[PolicyRebound]) -> None:
        self.policy = PolicyReference(recorded.event.policy_id, recorded.event.version)
