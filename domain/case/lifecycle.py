"""How a case moves between statuses. Refusals here, facts through `record`."""

from __future__ import annotations

from domain.case import events as e
from domain.case.case_type import Typed
from domain.case.errors import (
    CaseAlreadyOpen,
    CaseIsFinal,
    CaseNotOpen,
    NoSuchStatus,
)
from domain.case.queued import Queued
from domain.kernel import Cause
from domain.policy.document import Policy
from domain.policy.statuses import Status


class Lifecycle(Typed, Queued):
    """The statuses are the pinned policy's; it is an argument, so the case holds no copy of it."""

    def must_not_be_final(self) -> None:
        if self.is_final:
            raise CaseIsFinal(case_id=self.id, number=self.number, status=self.status)

    def resolve(self, policy: Policy, *, reason: str = "agent", cause: Cause) -> None:
        """Raises CaseNotOpen when it is resolved already, CaseIsFinal after that."""
        self.must_not_be_final()
        if not self.is_open:
            raise CaseNotOpen(case_id=self.id, number=self.number, status=self.status)
        to = self._status(policy, "resolved")
        if reason != "idle":
            self.must_be_allowed(policy, to)
        nth = self.times_resolved + 1
        self.record(e.CaseResolved(nth, self.status, to.name, to.category, reason), cause)

    def reopen(self, policy: Policy, *, because: str, clear: bool = False, cause: Cause) -> None:
        """`because` is customer_message, agent or rating; `clear` takes the assignee away whatever
        the policy says. Raises CaseIsFinal, CaseAlreadyOpen."""
        self.must_not_be_final()
        if self.category not in ("resolved", "waiting_customer"):
            raise CaseAlreadyOpen(case_id=self.id, number=self.number, status=self.status)
        rule, to = policy.reopen, policy.reopened_status()
        clears = clear or rule.assignee == "clear"
        cleared_group = self.group if rule.group == "clear" else None
        notify = self.group if rule.notify_group and cleared_group is None else None
        self.record(
            e.CaseReopened(
                cause=because,
                from_status=self.status,
                from_category=self.category,
                status=to.name,
                category=to.category,
                cleared_assignee=self.assignee if clears else None,
                cleared_group=cleared_group,
                requeued=rule.requeue,
                notify_group=notify,
            ),
            cause,
        )
        if rule.requeue:
            self.return_to_queue(because, cause=cause)

    def close(self, policy: Policy, *, cause: Cause) -> None:
        self.must_not_be_final()
        to = self._status(policy, "closed")
        self.must_be_allowed(policy, to)
        self.record(e.CaseClosed(self.status, to.name, to.category), cause)

    def cancel(self, policy: Policy, *, cause: Cause) -> None:
        self.must_not_be_final()
        to = self._status(policy, "canceled")
        self.record(e.CaseCanceled(self.status, to.name, to.category), cause)

    def change_status(self, policy: Policy, name: str, *, cause: Cause) -> None:
        """Move to the status of this name, by the event that such a move is."""
        self.must_not_be_final()
        to = policy.status(name)
        if to is None:
            raise NoSuchStatus(
                status=name,
                policy=policy.id,
                statuses=", ".join(each.name for each in policy.statuses),
            )
        if to.name != self.status:
            self._move_to(to, policy, cause)

    def _move_to(self, to: Status, policy: Policy, cause: Cause) -> None:
        self.must_be_allowed(policy, to)
        if to.category == "resolved":
            self.resolve(policy, cause=cause)
        elif to.category == "canceled":
            self.record(e.CaseCanceled(self.status, to.name, to.category), cause)
        elif to.final:
            self.record(e.CaseClosed(self.status, to.name, to.category), cause)
        elif self.is_open:
            self.record(e.StatusChanged(self.status, to.name, to.category), cause)
        else:
            raise CaseNotOpen(case_id=self.id, number=self.number, status=self.status)

    def _status(self, policy: Policy, category: str) -> Status:
        found = policy.status_of(category)
        if found is None:
            raise NoSuchStatus(category=category, policy=policy.id)
        return found
