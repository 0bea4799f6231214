"""One command's work: what it loads is what is saved, in one transaction."""

from __future__ import annotations

from typing import Any, TypeVar
from uuid import UUID

from eventsourcing.application import AggregateNotFoundError

from application.definitions.book import DefinitionBook
from application.intake.numbers import Numbers
from application.kinds import OtherKind
from application.policies.book import PolicyBook
from application.store import Store
from domain.case.aggregate import Case
from domain.case.errors import UnknownCase
from domain.conversation.aggregate import Conversation
from domain.errors import Rejection
from domain.identity import Namespace
from domain.kernel import Aggregate, Cause, Recorded
from domain.message.aggregate import Message
from domain.message.errors import UnknownMessage
from domain.policy.document import Policy

A = TypeVar("A", bound=Aggregate)


class Unit:
    """`command_id` seeds the ids of whatever the command makes."""

    def __init__(
        self,
        store: Store,
        ids: Namespace,
        book: PolicyBook,
        definitions: DefinitionBook,
        cause: Cause,
        command_id: str,
    ) -> None:
        self._store = store
        self._loaded: dict[UUID, Aggregate] = {}
        self._numbers = Numbers(store.ledger, block=1)
        self.ids = ids
        self.book = book
        self.definitions = definitions
        self.cause = cause
        self.command_id = command_id
        self.numbers: list[tuple[str, UUID]] = []

    def get(self, kind: type[A], id: UUID) -> A:
        """An empty aggregate where nothing was recorded yet."""
        if id not in self._loaded:
            try:
                self._loaded[id] = self._store.load(kind, id)
            except AggregateNotFoundError:
                self._loaded[id] = kind(id)
        found = self._loaded[id]
        if not isinstance(found, kind):
            raise OtherKind(stream=id, kind=kind.__name__)
        return found

    def case(self, case_id: UUID) -> Case:
        """Raises UnknownCase."""
        return self._known(Case, case_id, UnknownCase(case_id=case_id))

    def message(self, message_id: UUID) -> Message:
        """Raises UnknownMessage."""
        return self._known(Message, message_id, UnknownMessage(message_id=message_id))

    def _known(self, kind: type[A], id: UUID, unknown: Rejection) -> A:
        try:
            found = self.get(kind, id)
        except OtherKind:
            raise unknown from None
        if not found.version:
            raise unknown
        return found

    def conversation_of(self, case: Case) -> Conversation:
        assert case.conversation_id is not None
        return self.get(Conversation, case.conversation_id)

    def policy_of(self, case: Case) -> Policy:
        """The version pinned into the case."""
        assert case.policy is not None
        return self.book.version(self, case.policy).policy

    def new_case(self) -> Case:
        return self.get(Case, self.ids.made_by(self.command_id, "case"))

    def number_for(self, case: Case) -> str:
        number = self._numbers.take()
        self.numbers.append((number, case.id))
        return number

    def collect(self) -> list[Recorded[Any]]:
        return [event for each in self._loaded.values() for event in each.collect_events()]
