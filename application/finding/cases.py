"""The cases of one customer at one profile, as the log has them this moment."""

from __future__ import annotations

from typing import TypeVar
from uuid import UUID

import msgspec
from eventsourcing.application import AggregateNotFoundError

from application.conversations import keeper
from application.policies.book import PolicyBook
from application.store import Store
from domain.case.aggregate import Case
from domain.case.events import MessageAttached, MessageDetached
from domain.conversation.aggregate import Conversation
from domain.identity import Namespace
from domain.kernel import Aggregate

A = TypeVar("A", bound=Aggregate)


class FoundCase(msgspec.Struct, frozen=True):
    """`children` in the order in which they were linked."""

    id: UUID
    number: str
    category: str
    children: tuple[UUID, ...]


class Cases:
    """Nothing is remembered but policies: others write to the same streams."""

    def __init__(self, store: Store, ids: Namespace) -> None:
        self._store = store
        self._ids = ids
        self._book = PolicyBook(ids)

    def open_ones(self, profile_id: str, customer_id: str) -> list[UUID]:
        """The newest is the last."""
        return self._conversation(profile_id, customer_id).open_cases

    def newest_first(self, profile_id: str, customer_id: str) -> list[FoundCase]:
        conversation = self._conversation(profile_id, customer_id)
        found = [self.get(Case, case_id) for case_id in reversed(conversation.cases)]
        return [
            FoundCase(each.id, each.number, each.category, tuple(each.children)) for each in found
        ]

    def status_of(self, case_id: UUID, category: str) -> str | None:
        """What the case's policy calls its first status of this category, if it has one."""
        pinned = self.get(Case, case_id).policy
        if pinned is None:
            return None
        status = self._book.version(self, pinned).policy.status_of(category)
        return status.name if status is not None else None

    def to_answer(self, case_id: UUID) -> UUID | None:
        """The message to be chosen for an answer, where the case's policy wants one: the customer's
        newest, or where he wrote nothing the newest of all."""
        pinned = self.get(Case, case_id).policy
        if pinned is None or not self._book.version(self, pinned).policy.chooses_what_to_answer:
            return None
        held: dict[UUID, MessageAttached] = {}
        for recorded in self._store.history(case_id):
            if isinstance(recorded.event, MessageAttached):
                held[recorded.event.message_id] = recorded.event
            elif isinstance(recorded.event, MessageDetached):
                held.pop(recorded.event.message_id, None)
        theirs = [id for id, each in held.items() if each.author_kind == "customer"]
        return next(reversed(theirs or list(held)), None)

    def get(self, kind: type[A], id: UUID) -> A:
        """An empty aggregate where nothing was recorded yet."""
        try:
            return self._store.load(kind, id)
        except AggregateNotFoundError:
            return kind(id)

    def _conversation(self, profile_id: str, customer_id: str) -> Conversation:
        return keeper(self, self._ids.conversation(profile_id, customer_id))
