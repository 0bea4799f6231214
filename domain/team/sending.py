"""Which profile an agent sent from last: a stream of his own, so that it follows from the log."""

from __future__ import annotations

from uuid import UUID

from domain.kernel import Aggregate, Cause, Recorded, evolves
from domain.team.sending_events import SentFrom


class Sending(Aggregate):
    def __init__(self, id: UUID) -> None:
        super().__init__(id)
        self.last: str | None = None

    def use(self, agent: str, profile_id: str, *, cause: Cause) -> None:
        if profile_id != self.last:
            self.record(SentFrom(agent, profile_id), cause)

    @evolves(SentFrom)
    def _used(self, recorded: Recorded[SentFrom]) -> None:
        self.last = recorded.event.profile_id
