"""What happens to a message that a person puts elsewhere: its chain of places."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import msgspec

from domain.decision import Decision
from domain.kernel import Event


class Reason(msgspec.Struct, frozen=True, gc=False):
    """In the words of whoever moved it."""

    reason: str


class Envelope(msgspec.Struct, frozen=True, gc=False):
    """A message from outside: everything but what it says."""

    profile_id: str
    customer_id: str
    external_id: str
    channel: str
    direction: str
    author_kind: str
    author_id: str
    sent_at: datetime


class MessageMoved(Event, frozen=True):
    """A person put it into another case. `from_case` is None when it was in none: `was` is
    attached, parked or unattached. `why` is moved or split."""

    TOPIC = "message.moved"

    case_id: UUID
    from_case: UUID | None
    was: str
    why: str
    personal: Reason | None = None


class MessageTakenOut(Event, frozen=True):
    """A person took it out of its case. `place` is parked, where it waits for a person again, or
    unattached for what was not a customer's."""

    TOPIC = "message.taken_out"

    from_case: UUID
    place: str
    decision: Decision
    envelope: Envelope
    personal: Reason | None = None
