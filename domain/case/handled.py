"""In whose hands a case is, and who worked for its customer last."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from domain.case import events as e
from domain.case.state import CaseState
from domain.kernel import Cause, Event, Recorded, evolves
from domain.team.person import bare, person_in


class Handled(CaseState):
    """`handler` is who was assigned or answered last (Q-38); `passed` tells of each decision whose
    open case it was before, until somebody asks for it."""

    def __init__(self, id: UUID) -> None:
        super().__init__(id)
        self.handler: str | None = None
        self.handled_at: datetime | None = None
        self._held_before: list[str | None] = []

    @property
    def holder(self) -> str | None:
        """Whose load the case is: that of its assignee, while it is open."""
        return bare(self.assignee) if self.assignee is not None and self.is_open else None

    def record(self, event: Event, cause: Cause) -> None:
        before = self.holder
        super().record(event, cause)
        if self.holder != before:
            self._held_before.append(before)

    def passed(self) -> tuple[str | None, str | None] | None:
        """Whose it was and whose it is, where that changed since the last call."""
        if not self._held_before:
            return None
        before, self._held_before = self._held_before[0], []
        return before, self.holder

    def assign_by_rule(self, changed: e.AssigneeChanged, *, cause: Cause) -> None:
        """`changed` says how somebody was chosen, for a case that is open."""
        if changed.assignee != self.assignee:
            self.record(changed, cause)

    @evolves(e.CaseCreated)
    def _created(self, recorded: Recorded[e.CaseCreated]) -> None:
        super()._created(recorded)
        self._handle(recorded.event.assignee, recorded)

    @evolves(e.AssigneeChanged)
    def _assignee_changed(self, recorded: Recorded[e.AssigneeChanged]) -> None:
        super()._assignee_changed(recorded)
        self._handle(recorded.event.assignee, recorded)

    @evolves(e.MessageAttached)
    def _message_attached(self, recorded: Recorded[e.MessageAttached]) -> None:
        super()._message_attached(recorded)
        event = recorded.event
        if event.direction == "out" and event.decision.action == "answer":
            self._handle(person_in(event.author_id), recorded)

    def _handle(self, agent: str | None, recorded: Recorded[Any]) -> None:
        if agent is not None:
            self.handler, self.handled_at = bare(agent), recorded.cause.occurred_at
