"""What an agent may set out to do, in words that need no ids of cases or messages.

"The case" is the newest one of the profile and customer named that is in the state spoken of.
"""

from __future__ import annotations

from datetime import timedelta

import msgspec


class CaseIntent(msgspec.Struct, frozen=True, gc=False, kw_only=True, tag=True):
    """Something about the case of one customer of one profile."""

    profile_id: str
    customer_id: str


class AnswerOpenCase(CaseIntent, frozen=True, kw_only=True, tag=True):
    """`external_id` is the channel's id of the answer, which later messages reply to. With
    `echoed_after` the connector shows us the answer again then (`records.echo`)."""

    text: str
    external_id: str
    echoed_after: timedelta | None = None


class ResolveOpenCase(CaseIntent, frozen=True, kw_only=True, tag=True):
    pass


class ReopenLatest(CaseIntent, frozen=True, kw_only=True, tag=True):
    """The newest case, if it is resolved or closed."""


class EscalateOldestParked(msgspec.Struct, frozen=True, gc=False, kw_only=True, tag=True):
    """The message of this profile (and customer, if named) that has been parked for longest."""

    profile_id: str
    customer_id: str | None = None


class OpenByHand(CaseIntent, frozen=True, kw_only=True, tag=True):
    title: str
    note: str


class CreateChild(CaseIntent, frozen=True, kw_only=True, tag=True):
    """The customer's open case is the parent; the child is addressed to somebody else."""

    to_profile_id: str
    to_customer_id: str
    title: str


class LinkTwoCases(CaseIntent, frozen=True, kw_only=True, tag=True):
    """The customer's two newest open cases: the older becomes the parent of the newer."""


class DetachChild(CaseIntent, frozen=True, kw_only=True, tag=True):
    """The newest child of the customer's newest case that has children."""


class AddNote(CaseIntent, frozen=True, kw_only=True, tag=True):
    text: str


class Assign(CaseIntent, frozen=True, kw_only=True, tag=True):
    assignee: str
    group: str | None = None


class SetStatus(CaseIntent, frozen=True, kw_only=True, tag=True):
    """The policy's first status of this category."""

    category: str = "waiting_customer"


class CloseResolved(CaseIntent, frozen=True, kw_only=True, tag=True):
    pass


class CancelCase(CaseIntent, frozen=True, kw_only=True, tag=True):
    pass


Intent = (
    AnswerOpenCase
    | ResolveOpenCase
    | ReopenLatest
    | EscalateOldestParked
    | OpenByHand
    | CreateChild
    | LinkTwoCases
    | DetachChild
    | AddNote
    | Assign
    | SetStatus
    | CloseResolved
    | CancelCase
)
