"""Accounts of one person at one profile: where locating goes on. No stream ever changes its id."""

from __future__ import annotations

from uuid import UUID

import msgspec

from domain.kernel import Event


class CaseHeld(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """How a case stands as it goes from one conversation's keeping into another's."""

    case_id: UUID
    number: str
    slot: str
    open: bool
    merged_into: UUID | None = None


class ContactNamed(Event, frozen=True):
    """The account belongs to this contact; to none where it was taken away."""

    TOPIC = "conversation.contact_named"

    contact_id: UUID | None


class ConversationJoined(Event, frozen=True):
    """From now on messages of this customer find and make cases in another conversation."""

    TOPIC = "conversation.joined"

    into: UUID


class ConversationSeparated(Event, frozen=True):
    """The customer's messages find and make cases here again; `cases` are what is his own."""

    TOPIC = "conversation.separated"

    cases: tuple[CaseHeld, ...] = ()


class MemberTakenIn(Event, frozen=True):
    """Another account of the same person: its cases are kept here from now on."""

    TOPIC = "conversation.member_taken_in"

    member: UUID
    customer_id: str
    cases: tuple[CaseHeld, ...] = ()


class MemberLetGo(Event, frozen=True):
    """The account is on its own again, and its cases went with it."""

    TOPIC = "conversation.member_let_go"

    member: UUID
