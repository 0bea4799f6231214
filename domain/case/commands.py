"""What a person may ask of a case. Cases are named by id; whoever takes numbers looks them up."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import msgspec


class OpenCase(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """Open a case by hand for a customer of a profile (Q-04, E-47), or where the policy allows it
    for nobody in particular: then `policy_id` may say which policy it follows (Q-16)."""

    profile_id: str | None = None
    customer_id: str | None = None
    policy_id: str | None = None
    topic: str | None = None
    title: str | None = None
    group: str | None = None
    assignee: str | None = None
    priority: str | None = None
    labels: tuple[str, ...] = ()
    fields: dict[str, Any] = {}
    note: str | None = None


class AnswerCase(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """Record an answer to the customer; sending is the relay's business."""

    case_id: UUID
    text: str
    in_reply_to: UUID | None = None


class AddNote(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    case_id: UUID
    text: str


class AssignCase(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """Name the assignee, the group, or both; `clear` takes the assignee away."""

    case_id: UUID
    assignee: str | None = None
    group: str | None = None
    clear: bool = False


class UpdateCase(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """Set what is given; None leaves as it is. A field's value of None empties it."""

    case_id: UUID
    title: str | None = None
    priority: str | None = None
    sentiment: str | None = None
    topic: str | None = None
    add_labels: tuple[str, ...] = ()
    remove_labels: tuple[str, ...] = ()
    fields: dict[str, Any] = {}


class ChangeStatus(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    case_id: UUID
    status: str


class ResolveCase(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    case_id: UUID


class CloseCase(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    case_id: UUID


class CancelCase(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    case_id: UUID


class ReopenCase(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    case_id: UUID


class EscalateMessage(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """Take a parked message into a case: the open one, else a new one of which it is the first."""

    message_id: UUID


class CreateChild(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """Open a child case, addressed to anybody whom `profile_id` can reach (D-02, D-04, D-07).

    Without `profile_id` the rule chooses; `call` asks for an outgoing call to him.
    """

    parent_id: UUID
    customer_id: str
    profile_id: str | None = None
    title: str | None = None
    note: str | None = None
    call: bool = False


class LinkChild(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    parent_id: UUID
    child_id: UUID


class DetachChild(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    child_id: UUID


class RecordSurvey(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """Record that a survey was sent to the case's customer, so that its answer finds the case.

    `token` is a word that the answer may name instead of the survey."""

    case_id: UUID
    kind: str = "csat"
    token: str | None = None
