"""A case that is deleted leads nowhere any more, and nothing leads to it."""

from __future__ import annotations

from uuid import UUID

from domain.conversation.joining_events import CaseHeld
from domain.kernel import Event


class CaseWithdrawn(Event, frozen=True):
    """The case was deleted: messages go where they would go without it, and its place is free."""

    TOPIC = "conversation.case_withdrawn"

    case_id: UUID


class CaseReadmitted(Event, frozen=True):
    """The case was restored, as the newest here; `member` as in `conversation.slot_assigned`."""

    TOPIC = "conversation.case_readmitted"

    case: CaseHeld
    member: UUID | None = None
