"""What can happen between one profile and one customer."""

from __future__ import annotations

from uuid import UUID

from domain.kernel import Event


class ConversationStarted(Event, frozen=True):
    TOPIC = "conversation.started"

    profile_id: str
    customer_id: str


class SlotAssigned(Event, frozen=True):
    """From now on, messages of this grouping value go to this case, which is open. `member` is the
    conversation of its customer, where that is joined into this one."""

    TOPIC = "conversation.slot_assigned"

    slot: str
    case_id: UUID
    number: str
    member: UUID | None = None


class CaseSettled(Event, frozen=True):
    """The case is no longer open: resolved, closed or canceled."""

    TOPIC = "conversation.case_settled"

    case_id: UUID


class CaseResumed(Event, frozen=True):
    """A settled case is open again."""

    TOPIC = "conversation.case_resumed"

    case_id: UUID


class CaseAbsorbed(Event, frozen=True):
    """The case was merged into another, here or of another customer: whatever leads to it leads
    there. It is not open any more; slots stay."""

    TOPIC = "conversation.case_absorbed"

    case_id: UUID
    into: UUID


class CaseReturned(Event, frozen=True):
    """The merge was taken back: the case stands here as it did before."""

    TOPIC = "conversation.case_returned"

    case_id: UUID
