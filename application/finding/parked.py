"""Knows which messages wait for a person, by following the log."""

from __future__ import annotations

from uuid import UUID

from application.store import Store
from domain.message.aggregate import Message
from domain.message.events import MessageEscalated, MessageParked
from domain.message.moving_events import MessageMoved, MessageTakenOut

PAGE = 1000
CHANGES = (MessageParked, MessageEscalated, MessageMoved, MessageTakenOut)


class ParkedMessages:
    def __init__(self, store: Store) -> None:
        self._store = store
        self._read_to = 0
        self._waiting: dict[UUID, Message] = {}

    def oldest(self, profile_id: str, customer_id: str | None = None) -> UUID | None:
        """The one that was sent first, of this profile and, if named, this customer."""
        self._follow()
        mine = [
            (each.occurred_at, each.id)
            for each in self._waiting.values()
            if each.profile_id == profile_id and customer_id in (None, each.customer_id)
        ]
        return min(mine)[1] if mine else None

    def _follow(self) -> None:
        topics = tuple(each.TOPIC for each in CHANGES)
        end = self._store.position()
        while page := self._store.read_log(
            after=self._read_to, stop=end, topics=topics, limit=PAGE
        ):
            for placed in page:
                self._look_at(placed.recorded.originator_id)
            self._read_to = page[-1].position
        self._read_to = max(self._read_to, end)

    def _look_at(self, message_id: UUID) -> None:
        message = self._store.load(Message, message_id)
        self._waiting.pop(message_id, None)
        if message.place == "parked":
            self._waiting[message_id] = message
