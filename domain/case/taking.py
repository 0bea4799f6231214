"""Taking a case to work on it: the assignee is set, the status says so (C-10, C-11)."""

from __future__ import annotations

from domain.case import events as e
from domain.case.errors import CaseNotOpen
from domain.case.lifecycle import Lifecycle
from domain.case.queue_errors import CaseAlreadyTaken
from domain.case.queue_events import TakenFromQueue
from domain.kernel import Cause
from domain.policy.document import Policy
from domain.policy.taking import status_when_taken


class Taking(Lifecycle):
    def take(self, agent: str, policy: Policy, *, mode: str = "any", cause: Cause) -> None:
        """To take what one has changes nothing. Raises CaseIsFinal, CaseNotOpen, CaseAlreadyTaken,
        FieldRequired."""
        self.must_not_be_final()
        if not self.is_open:
            raise CaseNotOpen(case_id=self.id, number=self.number, status=self.status)
        if self.assignee == agent:
            return
        if self.assignee is not None:
            raise CaseAlreadyTaken(case_id=self.id, number=self.number, assignee=self.assignee)
        waited = None
        if (place := self.place_in_queue) is not None:
            waited = max(0.0, (cause.occurred_at - place.since).total_seconds())
        self.record(TakenFromQueue(mode, self.queue, waited), cause)
        self.record(e.AssigneeChanged(agent), cause)
        self._begin_to_work(policy, cause)

    def is_begun_by(self, policy: Policy, status: str) -> bool:
        """Whether to move it there is to begin to work on it (C-08, C-09)."""
        to = status_when_taken(policy, self.status)
        begins = self.is_waiting_for_work(policy) and to is not None and to.name == status
        return begins and self.assignee is None and (self.queue or self.case_type) is not None

    def is_waiting_for_work(self, policy: Policy) -> bool:
        return self.category == "new" or self.status == policy.reopened_status().name

    def _begin_to_work(self, policy: Policy, cause: Cause) -> None:
        """Only a new or a reopened case: others were begun already."""
        to = status_when_taken(policy, self.status)
        if to is None or to.name == self.status or not self.is_waiting_for_work(policy):
            return
        self.must_have_what_it_needs(policy, to)
        self.record(e.StatusChanged(self.status, to.name, to.category), cause)
