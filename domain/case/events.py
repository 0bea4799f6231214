"""What can happen to one case. Published fields never change; old payloads are upcast."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from domain.decision import Decision
from domain.kernel import Event
from domain.message.events import RecordSource


class NoteText(msgspec.Struct, frozen=True, gc=False):
    text: str


class TitleText(msgspec.Struct, frozen=True, gc=False):
    title: str


class FieldValue(msgspec.Struct, frozen=True, gc=False):
    value: Any


class SurveyComment(msgspec.Struct, frozen=True, gc=False):
    comment: str | None = None


class CaseCreated(Event, frozen=True):
    """`origin` is inbound, manual, agent, child, follow_up, escalation, split or import.

    `from_case` is the parent or the original; `slot` the grouping value it serves; `rule_id` the
    case rule by which a message opened it.
    """

    TOPIC = "case.created"

    number: str
    origin: str
    profile_id: str
    customer_id: str
    channel: str
    conversation_id: UUID
    slot: str
    status: str
    category: str
    group: str | None = None
    assignee: str | None = None
    priority: str = "normal"
    labels: tuple[str, ...] = ()
    from_case: UUID | None = None
    from_number: str | None = None
    rule_id: str | None = None
    rule_version: int | None = None


class PolicyBound(Event, frozen=True):
    """The version of the policy that every later decision about this case follows."""

    TOPIC = "case.policy_bound"

    policy_id: str
    version: int
    hash: str


class Addressed(msgspec.Struct, frozen=True, gc=False):
    """To whom a message went besides customer and profile: they may answer in the case, too."""

    recipients: tuple[str, ...]


class MessageAttached(Event, frozen=True):
    """`counts_for_idle` is false for auto-submitted messages: they restart no clock. `personal` is
    there only where somebody was written to for the first time.

    `counted_at` is when statistics count it, if it had been in a case before: when it first came.
    """

    TOPIC = "case.message_attached"

    message_id: UUID
    direction: str
    author_kind: str
    author_id: str
    decision: Decision
    counts_for_idle: bool = True
    counted_at: datetime | None = None
    personal: Addressed | None = None


class MessageDetached(Event, frozen=True):
    """A message left the case; it had been counted at `attached_at`, and counts here no longer.

    `because` is moved or split, then `to_case` says where it went; removed; or `echo`: it was an
    answer of ours, which the channel showed us without our id first.
    """

    TOPIC = "case.message_detached"

    message_id: UUID
    direction: str
    author_kind: str
    attached_at: datetime
    because: str
    to_case: UUID | None = None
    to_number: str | None = None


class NoteAdded(Event, frozen=True):
    TOPIC = "case.note_added"

    note_id: UUID
    personal: NoteText


class StatusChanged(Event, frozen=True):
    """A move between open categories; every other move has an event of its own."""

    TOPIC = "case.status_changed"

    from_status: str
    status: str
    category: str


class CaseResolved(Event, frozen=True):
    """`nth` counts from 1; `reason` is `agent` or `idle`. The assignee stays."""

    TOPIC = "case.resolved"

    nth: int
    from_status: str
    status: str
    category: str
    reason: str = "agent"


class CaseReopened(Event, frozen=True):
    """`cause` is customer_message, agent or rating. `from_category` tells a case that waited for
    its customer from one that was resolved; statistics count the latter as reopened."""

    TOPIC = "case.reopened"

    cause: str
    from_status: str
    from_category: str
    status: str
    category: str
    cleared_assignee: str | None = None
    cleared_group: str | None = None
    requeued: bool = False
    notify_group: str | None = None


class CaseClosed(Event, frozen=True):
    TOPIC = "case.closed"

    from_status: str
    status: str
    category: str


class CaseCanceled(Event, frozen=True):
    TOPIC = "case.canceled"

    from_status: str
    status: str
    category: str


class AssigneeChanged(Event, frozen=True):
    """`strategy` is manual, smart, workload or random. `candidates` are those it chose among and
    `loads` their open cases, in the same order; the `seed` picks `candidates[seed % how many]`."""

    TOPIC = "case.assignee_changed"

    assignee: str
    strategy: str = "manual"
    candidates: tuple[str, ...] = ()
    seed: int | None = None
    loads: tuple[int, ...] = ()


class AssigneeCleared(Event, frozen=True):
    TOPIC = "case.assignee_cleared"

    assignee: str


class GroupChanged(Event, frozen=True):
    TOPIC = "case.group_changed"

    group: str | None


class PriorityChanged(Event, frozen=True):
    TOPIC = "case.priority_changed"

    priority: str


class TitleChanged(Event, frozen=True):
    TOPIC = "case.title_changed"

    personal: TitleText


class LabelAdded(Event, frozen=True):
    TOPIC = "case.label_added"

    label: str


class LabelRemoved(Event, frozen=True):
    TOPIC = "case.label_removed"

    label: str


class FieldSet(Event, frozen=True):
    """A custom field got a value: text, number, true/false, or null when it was emptied."""

    TOPIC = "case.field_set"

    field: str
    personal: FieldValue


class ChildLinked(Event, frozen=True):
    TOPIC = "case.child_linked"

    child_id: UUID
    child_number: str


class ChildDetached(Event, frozen=True):
    TOPIC = "case.child_detached"

    child_id: UUID


class ParentLinked(Event, frozen=True):
    TOPIC = "case.parent_linked"

    parent_id: UUID
    parent_number: str


class ParentDetached(Event, frozen=True):
    TOPIC = "case.parent_detached"

    parent_id: UUID


class FollowUpLinked(Event, frozen=True):
    """Stands on both cases; `role` says what the other one is: `original` or `follow_up`."""

    TOPIC = "case.follow_up_linked"

    role: str
    case_id: UUID
    number: str


class SurveySent(Event, frozen=True):
    """A survey was recorded as sent; `survey_id` is `{case id}.{n}`."""

    TOPIC = "case.survey_sent"

    survey_id: str
    kind: str


class SurveyAnswered(Event, frozen=True):
    """`answer_id` is the CloudEvent's source and id: the same answer counts once."""

    TOPIC = "case.survey_answered"

    survey_id: str
    answer_id: str
    kind: str
    value: str
    source: RecordSource
    personal: SurveyComment
