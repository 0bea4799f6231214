"""A person says that a message which changed nothing is the customer's, after all."""

from __future__ import annotations

from uuid import UUID

from domain.case.promoting_events import MessagePromotedHere
from domain.case.state import CaseState
from domain.decision import Decision
from domain.kernel import Cause, Recorded, evolves


class Promoting(CaseState):
    def promote(self, message_id: UUID, decision: Decision, *, cause: Cause) -> None:
        self.record(MessagePromotedHere(message_id, decision), cause)

    @evolves(MessagePromotedHere)
    def _message_promoted(self, recorded: Recorded[MessagePromotedHere]) -> None:
        """From now on it counts for silence, too."""
        at = recorded.cause.occurred_at
        if self.last_added_at is None or at > self.last_added_at:
            self.last_added_at = at
