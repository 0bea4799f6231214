"""What waits for a person outside any case, where the policy wants it with the first one taken."""

from __future__ import annotations

from uuid import UUID

from domain.kernel import Event


class MessageWaits(Event, frozen=True):
    """A message was parked, to be adopted by the case that a later one is escalated into."""

    TOPIC = "conversation.message_waits"

    message_id: UUID
