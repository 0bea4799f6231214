"""Messages of a pair that were parked since its last case ended."""

from __future__ import annotations

from uuid import UUID

from domain.conversation.events import CaseSettled
from domain.conversation.state import ConversationState
from domain.conversation.waiting_events import MessageWaits
from domain.kernel import Cause, Recorded, evolves


class Waiting(ConversationState):
    """`waiting` in the order in which they came. Some may have been placed by a person since: that
    is told by the message."""

    def __init__(self, id: UUID) -> None:
        super().__init__(id)
        self.waiting: list[UUID] = []

    def keep_waiting(self, message_id: UUID, *, cause: Cause) -> None:
        self.record(MessageWaits(message_id), cause)

    @evolves(MessageWaits)
    def _message_waits(self, recorded: Recorded[MessageWaits]) -> None:
        self.waiting.append(recorded.event.message_id)

    @evolves(CaseSettled)
    def _case_settled(self, recorded: Recorded[CaseSettled]) -> None:
        self.cases[recorded.event.case_id].open = False
        self._find_latest_open()
        self.waiting = []
