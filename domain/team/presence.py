"""Whether an agent is there: a stream of his own, so that a rule can rest on just him."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from domain.kernel import Aggregate, Cause, Recorded, evolves
from domain.team.events import AvailabilityChanged

AVAILABLE = "available"


class Presence(Aggregate):
    """Who never said anything counts as available."""

    def __init__(self, id: UUID) -> None:
        super().__init__(id)
        self.availability = AVAILABLE
        self.since: datetime | None = None

    @property
    def available(self) -> bool:
        return self.availability == AVAILABLE

    def set(self, agent: str, availability: str, *, cause: Cause) -> bool:
        """False when it is so already."""
        if availability == self.availability:
            return False
        self.record(AvailabilityChanged(agent, availability), cause)
        return True

    @evolves(AvailabilityChanged)
    def _changed(self, recorded: Recorded[AvailabilityChanged]) -> None:
        self.availability = recorded.event.availability
        self.since = recorded.cause.occurred_at
