"""What happens to a case when a person promotes a message in it."""

from __future__ import annotations

from uuid import UUID

from domain.decision import Decision
from domain.kernel import Event


class MessagePromotedHere(Event, frozen=True):
    """A message that was attached without effect counts as the customer's from now on; the
    decision table was asked once."""

    TOPIC = "case.message_promoted"

    message_id: UUID
    decision: Decision
