"""One command's work: what it loads is what is saved, in one transaction."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any, TypeVar
from uuid import UUID

from eventsourcing.application import AggregateNotFoundError

from application.assigning.holding import Holding, Loads, holdings_of
from application.beside import ChangedMeanwhile, Reads, Turn
from application.conversations import keeper, keeper_of
from application.definitions.adapting import Adapting
from application.definitions.book import DefinitionBook
from application.finding.open_cases import open_conversations
from application.intake.numbers import Numbers
from application.kinds import OtherKind
from application.looking.streams import Streams
from application.places import places_of
from application.policies.book import PolicyBook
from application.store import Store
from domain.case.aggregate import Case
from domain.case.errors import UnknownCase
from domain.case.queued import QueuePlace
from domain.contact.aggregate import Contact
from domain.contact.errors import UnknownContact
from domain.conversation.aggregate import Conversation
from domain.errors import Rejection
from domain.identity import Namespace
from domain.kernel import Aggregate, Cause, Recorded
from domain.message.aggregate import Message
from domain.message.errors import UnknownMessage
from domain.permissions import EVERYTHING
from domain.policy.document import Policy
from domain.profile.aggregate import Profile
from domain.profile.events import ProfileRegistered

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
        may: frozenset[str] = EVERYTHING,
    ) -> None:
        self._store = store
        self._loaded: dict[UUID, Aggregate] = {}
        self._numbers = Numbers(store.ledger, block=1)
        self.ids = ids
        self.book = book
        self.definitions = definitions
        self.adapting = Adapting(book, definitions)
        self.cause = cause
        self.command_id = command_id
        self.may = may
        self.numbers: list[tuple[str, UUID]] = []
        self.turn: Turn | None = None
        self._seen: int | None = None
        self._stored: dict[UUID, int] = {}
        self._loads: dict[str, int] = {}

    def get(self, kind: type[A], id: UUID) -> A:
        """An empty aggregate where nothing was recorded yet."""
        if id not in self._loaded:
            try:
                self._loaded[id] = self._store.load(kind, id)
            except AggregateNotFoundError:
                self._loaded[id] = kind(id)
            self._stored[id] = self._loaded[id].version
        found = self._loaded[id]
        if not isinstance(found, kind):
            raise OtherKind(stream=id, kind=kind.__name__)
        return found

    def case(self, case_id: UUID) -> Case:
        """Raises UnknownCase, CaseIsDeleted: that one can only be restored."""
        case = self.deleted_case(case_id)
        case.must_not_be_deleted()
        return case

    def deleted_case(self, case_id: UUID) -> Case:
        """A case that may be deleted. Raises UnknownCase."""
        return self._known(Case, case_id, UnknownCase(case_id=case_id))

    def message(self, message_id: UUID) -> Message:
        """Raises UnknownMessage."""
        return self._known(Message, message_id, UnknownMessage(message_id=message_id))

    def history(self, id: UUID) -> list[Recorded[Any]]:
        """What the store holds of a stream; nothing that this unit recorded."""
        return self._store.history(id)

    def contact(self, contact_id: UUID) -> Contact:
        """Raises UnknownContact."""
        return self._known(Contact, contact_id, UnknownContact(contact_id=contact_id))

    def _known(self, kind: type[A], id: UUID, unknown: Rejection) -> A:
        try:
            found = self.get(kind, id)
        except OtherKind:
            raise unknown from None
        if not found.version:
            raise unknown
        return found

    def conversation_of(self, case: Case) -> Conversation:
        """That keeps it: another account's where contacts were joined."""
        return keeper_of(self, case)

    def conversation(self, profile_id: str, customer_id: str) -> Conversation:
        """That keeps the cases of this customer."""
        return keeper(self, self.ids.conversation(profile_id, customer_id))

    def profiles(self) -> Iterator[Profile]:
        """All that are registered, as this unit has them."""
        for at in Streams(self._store).all_of(ProfileRegistered.TOPIC):
            yield self.get(Profile, at.recorded.originator_id)

    def open_conversations(self, profile_id: str) -> Iterator[Conversation]:
        """Those of a profile that hold open cases, as stored at this moment."""
        return open_conversations(Streams(self._store), profile_id)

    def stored(self, kind: type[A], ids: Iterable[UUID]) -> Iterator[A]:
        """Many streams as stored, which this unit only looks at."""
        return Streams(self._store).many(kind, ids)

    def policy_of(self, case: Case) -> Policy:
        """The version pinned into the case, as its type and process make it."""
        return self.adapting.bound_of(case, self).policy

    def new_case(self) -> Case:
        return self.get(Case, self.ids.made_by(self.command_id, "case"))

    def number_for(self, case: Case) -> str:
        number = self._numbers.take()
        self.numbers.append((number, case.id))
        return number

    def waiting(self, queue: str, order: Sequence[str]) -> list[UUID]:
        """Whose turn it is in a queue, the next one first; see `Turn`."""
        return [case_id for case_id, _ in self._store.ledger.waiting(queue, order, limit=1)]

    def loads(self, agents: Collection[str]) -> dict[str, int]:
        """As stored. From here on, what is read must not change before it is committed."""
        self.rest_on_what_is_read()
        self._loads |= self._store.ledger.loads(agents)
        return self._loads

    @property
    def loads_seen(self) -> Loads | None:
        return Loads(self.ids.workload(), self._loads) if self._loads else None

    @property
    def reads(self) -> Reads | None:
        return Reads(self._seen, list(self._loaded), None) if self._seen is not None else None

    def rest_on_what_is_read(self) -> None:
        """All of it must still be so when it is committed. What was read before this moment may
        have changed meanwhile, too. Raises ChangedMeanwhile."""
        if self._seen is not None:
            return
        self._seen = self._store.position()
        newest = dict.fromkeys(self._stored, 0)
        for each in self._store.streams(list(newest)):
            newest[each.originator_id] = each.originator_version
        changed = {id for id, version in newest.items() if self._stored[id] != version}
        if changed:
            raise ChangedMeanwhile(changed, holds=False)

    def articles_with_any(self, words: Sequence[str], *, limit: int) -> list[str]:
        return self._store.ledger.articles(words, every=False, limit=limit)

    def places(self, events: Iterable[Recorded[Any]]) -> list[tuple[UUID, QueuePlace | None]]:
        return places_of(self._loaded, events)

    def holdings(self) -> list[Holding]:
        return holdings_of(self._loaded)

    def collect(self) -> list[Recorded[Any]]:
        return [event for each in self._loaded.values() for event in each.collect_events()]
