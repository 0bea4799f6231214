"""Commands of people and programs: once per id, decided again when somebody else was faster."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import msgspec
from eventsourcing.persistence import (
    IntegrityError,
    InterfaceError,
    OperationalError,
)

from application.access import Access
from application.actor import BACKDATE, Actor
from application.articles import words_in
from application.beside import Beside, Receipt
from application.command_text import must_be_acceptable
from application.definitions.book import DefinitionBook
from application.handling.registry import HANDLERS
from application.policies.book import PolicyBook
from application.store import Store
from application.unit import Unit
from domain.case.queue_commands import TakeNext
from domain.errors import Rejection
from domain.identity import Namespace
from domain.kernel import Cause
from domain.permissions import must_be_permitted

ATTEMPTS = 3
PATIENCE = {TakeNext: 50}
"""Everybody asks for the same case at once; each time one of them gets it."""
AHEAD = timedelta(minutes=5)


class CommandIdReused(Rejection):
    """The id belongs to another command; an id answers for one request only."""

    code = "command_id_reused"


class BackdatingNotPermitted(Rejection):
    code = "backdating_not_permitted"


class OccursInFuture(Rejection):
    code = "occurs_in_future"


class TooBusy(Rejection):
    """Other writers changed the same things several times in a row. Try again."""

    code = "too_busy"


class Outcome(msgspec.Struct, frozen=True):
    """`facts` say what was made or where something went; `repeated` that it had been done before.

    `position` is the log's position behind the command's events; 0 when it changed nothing.
    """

    command_id: str
    position: int
    facts: dict[str, Any]
    repeated: bool = False


class Dispatcher:
    def __init__(
        self,
        store: Store,
        ids: Namespace,
        *,
        new_id: Callable[[], str] = lambda: str(uuid4()),
    ) -> None:
        self._store = store
        self._ids = ids
        self._book = PolicyBook(ids)
        self._definitions = DefinitionBook(ids)
        self.access = Access(store, ids, self._definitions)
        self._new_id = new_id

    def dispatch(
        self,
        command: Any,
        *,
        actor: Actor,
        command_id: str | None = None,
        occurred_at: datetime | None = None,
        expected_version: int | None = None,
    ) -> Outcome:
        """Raises Rejection. `occurred_at` backdates, which is a permission of its own;
        `expected_version` is the version of the case that the caller has seen."""
        id = self._new_id() if command_id is None else command_id
        must_be_acceptable(command, actor=actor.id, command_id=id)
        may = self.access.granted(actor.id)
        must_be_permitted(command, actor.id, may)
        now = self._store.clock()
        if occurred_at is not None:
            must_be_allowed(actor, may, occurred_at, now)
        cause = Cause(
            actor=actor.id,
            occurred_at=occurred_at or now,
            correlation_id=id,
            causation_id=id,
            authority=actor.authority,
            backdated=occurred_at is not None,
        )
        request = _hash(command, actor, occurred_at)
        refused_at: int | None = None
        attempts = PATIENCE.get(type(command), ATTEMPTS)
        for attempt in range(1, attempts + 1):
            repeated = self._known(id, request)
            if repeated is not None:
                return repeated
            try:
                return self._once(command, id, request, cause, may, expected_version)
            except Rejection:
                # Streams are read one after the other: what was refused may have been a mixture of
                # before and after somebody else's commit. Nobody wrote meanwhile: it stands.
                position = self._store.position()
                if position == refused_at or attempt == attempts:
                    raise
                refused_at = position
            except (IntegrityError, InterfaceError, OperationalError) as failure:
                repeated = self._known(id, request)  # the commit may have succeeded
                if repeated is not None:
                    return msgspec.structs.replace(repeated, repeated=False)
                if not isinstance(failure, IntegrityError):
                    raise
        raise TooBusy(attempts=ATTEMPTS)

    def _once(
        self,
        command: Any,
        id: str,
        request: str,
        cause: Cause,
        may: frozenset[str],
        expected_version: int | None,
    ) -> Outcome:
        unit = Unit(self._store, self._ids, self._book, self._definitions, cause, id, may)
        facts = HANDLERS[type(command)](command, unit, expected_version)
        outcome = msgspec.json.encode(facts)
        events = unit.collect()
        beside = Beside(
            receipt=Receipt(id, request, outcome),
            numbers=unit.numbers,
            places=unit.places(events),
            turn=unit.turn,
            articles=words_in(events),
            reads=unit.reads,
            holdings=unit.holdings(),
            loads=unit.loads_seen,
        )
        committed = self._store.commit(events, beside)
        return Outcome(id, committed.last, msgspec.json.decode(outcome))

    def _known(self, id: str, request: str) -> Outcome | None:
        receipt = self._store.ledger.receipt(id)
        if receipt is None:
            return None
        if receipt.request_hash != request:
            raise CommandIdReused(command_id=id)
        return Outcome(id, 0, msgspec.json.decode(receipt.outcome), repeated=True)


def must_be_allowed(
    actor: Actor, may: frozenset[str], occurred_at: datetime, now: datetime
) -> None:
    """Both by his own permissions and by where he comes in."""
    if BACKDATE not in may & actor.permissions:
        raise BackdatingNotPermitted(actor=actor.id)
    if occurred_at > now + AHEAD:
        raise OccursInFuture(field="at", at=occurred_at)


def _hash(command: Any, actor: Actor, occurred_at: datetime | None) -> str:
    request: Mapping[str, Any] = {
        "command": command,
        "actor": actor.id,
        "occurred_at": occurred_at,
    }
    return hashlib.sha256(msgspec.json.encode(request, order="sorted")).hexdigest()
