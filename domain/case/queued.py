"""A case in its queue: it waits while it is open for work and nobody has it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import msgspec

from domain.case import events as e
from domain.case.queue_events import EnteredQueue, ReturnedToQueue, TakenFromQueue
from domain.case.state import CaseState
from domain.kernel import Cause, Recorded, evolves

WORK = frozenset({"new", "open"})
"""Categories in which a case waits for an agent; in others it waits for somebody else, or ended."""


class QueuePlace(msgspec.Struct, frozen=True):
    """What decides about a case's turn."""

    queue: str
    since: datetime
    priority: str
    number: str


class Queued(CaseState):
    def __init__(self, id: UUID) -> None:
        super().__init__(id)
        self.queue: str | None = None
        self.queued_at: datetime | None = None

    @property
    def place_in_queue(self) -> QueuePlace | None:
        """None when it does not wait."""
        waits = self.assignee is None and self.category in WORK
        if self.queue is None or self.queued_at is None or not waits:
            return None
        return QueuePlace(self.queue, self.queued_at, self.priority, self.number)

    def enter_queue(self, queue: str, *, cause: Cause) -> None:
        if queue != self.queue:
            self.record(EnteredQueue(queue), cause)

    def return_to_queue(self, because: str, *, cause: Cause) -> None:
        """Where it belongs to one and nobody has it (C-30)."""
        if self.queue is not None and self.assignee is None:
            self.record(ReturnedToQueue(self.queue, because), cause)

    @evolves(EnteredQueue)
    def _entered_queue(self, recorded: Recorded[EnteredQueue]) -> None:
        self.queue = recorded.event.queue
        self.queued_at = recorded.cause.occurred_at

    @evolves(ReturnedToQueue)
    def _returned_to_queue(self, recorded: Recorded[ReturnedToQueue]) -> None:
        self.queued_at = recorded.cause.occurred_at

    @evolves(TakenFromQueue)
    def _taken_from_queue(self, _: Recorded[TakenFromQueue]) -> None:
        self.queued_at = None

    @evolves(e.AssigneeChanged)
    def _assignee_changed(self, recorded: Recorded[e.AssigneeChanged]) -> None:
        """Somebody has it; it waits again when it is returned."""
        super()._assignee_changed(recorded)
        self.queued_at = None
