"""What is remembered of a case: only what a decision needs, so it stays small and replays fast."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from domain.case import events as e
from domain.kernel import Aggregate, Recorded, evolves
from domain.policy.categories import FINAL, OPEN
from domain.policy.reference import PolicyReference

WRITERS = ("customer", "third_party")


class CaseState(Aggregate):
    """Evolves only. `last_added_at` is the time of the last message that counts for silence;
    `participants` are who wrote or was written to besides the customer, case-folded."""

    def __init__(self, id: UUID) -> None:
        super().__init__(id)
        self.number = ""
        self.origin = ""
        self.profile_id = ""
        self.customer_id = ""
        self.participants: set[str] = set()
        self.channel = ""
        self.conversation_id: UUID | None = None
        self.slot = ""
        self.policy: PolicyReference | None = None
        self.status = ""
        self.category = "new"
        self.group: str | None = None
        self.assignee: str | None = None
        self.priority = "normal"
        self.labels: dict[str, None] = {}
        self.fields: dict[str, Any] = {}
        self.title: str | None = None
        self.last_added_at: datetime | None = None
        self.resolved_at: datetime | None = None
        self.first_resolved_at: datetime | None = None
        self.times_resolved = 0
        self.parent_id: UUID | None = None
        self.children: dict[UUID, str] = {}
        self.follow_ups: dict[UUID, str] = {}
        self.surveys: dict[str, str] = {}
        self.answers: set[str] = set()

    @property
    def is_open(self) -> bool:
        return self.category in OPEN

    @property
    def is_final(self) -> bool:
        return self.category in FINAL

    @evolves(e.CaseCreated)
    def _created(self, recorded: Recorded[e.CaseCreated]) -> None:
        event = recorded.event
        self.number = event.number
        self.origin = event.origin
        self.profile_id = event.profile_id
        self.customer_id = event.customer_id
        self.channel = event.channel
        self.conversation_id = event.conversation_id
        self.slot = event.slot
        self.status = event.status
        self.category = event.category
        self.group = event.group
        self.assignee = event.assignee
        self.priority = event.priority
        self.labels = dict.fromkeys(event.labels)
        self.last_added_at = recorded.cause.occurred_at

    @evolves(e.PolicyBound)
    def _policy_bound(self, recorded: Recorded[e.PolicyBound]) -> None:
        self.policy = PolicyReference(recorded.event.policy_id, recorded.event.version)

    @evolves(e.MessageAttached)
    def _message_attached(self, recorded: Recorded[e.MessageAttached]) -> None:
        """A message that comes late does not turn the clock of silence back."""
        at, event = recorded.cause.occurred_at, recorded.event
        if event.counts_for_idle and (self.last_added_at is None or at > self.last_added_at):
            self.last_added_at = at
        if event.author_kind in WRITERS and event.author_id != self.customer_id:
            self.participants.add(event.author_id.casefold())
        if event.personal is not None:
            self.participants.update(each.casefold() for each in event.personal.recipients)

    @evolves(e.MessageDetached)
    def _message_detached(self, _: Recorded[e.MessageDetached]) -> None:
        """The clock of silence is not turned back: something was there."""

    @evolves(e.StatusChanged)
    def _status_changed(self, recorded: Recorded[e.StatusChanged]) -> None:
        self._move(recorded.event)

    @evolves(e.CaseResolved)
    def _resolved(self, recorded: Recorded[e.CaseResolved]) -> None:
        self._move(recorded.event)
        self.times_resolved = recorded.event.nth
        self.resolved_at = recorded.cause.occurred_at
        if self.first_resolved_at is None:
            self.first_resolved_at = self.resolved_at

    @evolves(e.CaseReopened)
    def _reopened(self, recorded: Recorded[e.CaseReopened]) -> None:
        self._move(recorded.event)
        self.resolved_at = None
        if recorded.event.cleared_assignee is not None:
            self.assignee = None
        if recorded.event.cleared_group is not None:
            self.group = None

    @evolves(e.CaseClosed)
    def _closed(self, recorded: Recorded[e.CaseClosed]) -> None:
        self._move(recorded.event)

    @evolves(e.CaseCanceled)
    def _canceled(self, recorded: Recorded[e.CaseCanceled]) -> None:
        self._move(recorded.event)

    def _move(self, event: Any) -> None:
        self.status = event.status
        self.category = event.category

    @evolves(e.AssigneeChanged)
    def _assignee_changed(self, recorded: Recorded[e.AssigneeChanged]) -> None:
        self.assignee = recorded.event.assignee

    @evolves(e.AssigneeCleared)
    def _assignee_cleared(self, _: Recorded[e.AssigneeCleared]) -> None:
        self.assignee = None

    @evolves(e.GroupChanged)
    def _group_changed(self, recorded: Recorded[e.GroupChanged]) -> None:
        self.group = recorded.event.group

    @evolves(e.PriorityChanged)
    def _priority_changed(self, recorded: Recorded[e.PriorityChanged]) -> None:
        self.priority = recorded.event.priority

    @evolves(e.TitleChanged)
    def _title_changed(self, recorded: Recorded[e.TitleChanged]) -> None:
        self.title = recorded.event.personal.title

    @evolves(e.LabelAdded)
    def _label_added(self, recorded: Recorded[e.LabelAdded]) -> None:
        self.labels[recorded.event.label] = None

    @evolves(e.LabelRemoved)
    def _label_removed(self, recorded: Recorded[e.LabelRemoved]) -> None:
        self.labels.pop(recorded.event.label, None)

    @evolves(e.FieldSet)
    def _field_set(self, recorded: Recorded[e.FieldSet]) -> None:
        self.fields[recorded.event.field] = recorded.event.personal.value

    @evolves(e.ChildLinked)
    def _child_linked(self, recorded: Recorded[e.ChildLinked]) -> None:
        self.children[recorded.event.child_id] = recorded.event.child_number

    @evolves(e.ChildDetached)
    def _child_detached(self, recorded: Recorded[e.ChildDetached]) -> None:
        self.children.pop(recorded.event.child_id, None)

    @evolves(e.ParentLinked)
    def _parent_linked(self, recorded: Recorded[e.ParentLinked]) -> None:
        self.parent_id = recorded.event.parent_id

    @evolves(e.ParentDetached)
    def _parent_detached(self, _: Recorded[e.ParentDetached]) -> None:
        self.parent_id = None

    @evolves(e.FollowUpLinked)
    def _follow_up_linked(self, recorded: Recorded[e.FollowUpLinked]) -> None:
        self.follow_ups[recorded.event.case_id] = recorded.event.role

    @evolves(e.SurveySent)
    def _survey_sent(self, recorded: Recorded[e.SurveySent]) -> None:
        self.surveys[recorded.event.survey_id] = recorded.event.kind

    @evolves(e.SurveyAnswered)
    def _survey_answered(self, recorded: Recorded[e.SurveyAnswered]) -> None:
        self.answers.add(recorded.event.answer_id)

    @evolves(e.NoteAdded)
    def _note_added(self, _: Recorded[e.NoteAdded]) -> None:
        """The timeline shows it; no decision needs it."""
