"""Commands carried out for show: they are checked and decided, and nothing of it is stored."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec

from application.access import ADMINISTRATOR
from application.actor import Actor
from application.command_text import must_be_acceptable
from application.definitions.book import DefinitionBook
from application.dispatch import must_be_allowed
from application.handling.registry import HANDLERS
from application.policies.book import PolicyBook
from application.store import Store
from application.unit import Unit
from domain.definition.agent import Agent
from domain.identity import Namespace
from domain.kernel import Cause, Recorded
from domain.permissions import granted, must_be_permitted
from domain.team.person import id_of

REHEARSAL = "rehearsal"


class Rehearsed(msgspec.Struct, frozen=True):
    """What a command would answer, and what it would record."""

    facts: dict[str, Any]
    events: Sequence[Recorded[Any]]


class Rehearsal:
    """Later commands see what earlier ones did. Its books are its own: what was never stored must
    not be remembered by others."""

    def __init__(
        self, store: Store, ids: Namespace, actor: Actor, occurred_at: datetime | None = None
    ) -> None:
        self._actor = actor
        self._occurred_at = occurred_at
        self._now = store.clock()
        self._definitions = DefinitionBook(ids)
        cause = Cause(
            actor.id, occurred_at or self._now, REHEARSAL, REHEARSAL, authority=actor.authority
        )
        self.unit = Unit(store, ids, PolicyBook(ids), self._definitions, cause, REHEARSAL)

    def carry_out(self, command: Any) -> Rehearsed:
        """Raises Rejection."""
        must_be_acceptable(command, actor=self._actor.id)
        may = self._granted()
        must_be_permitted(command, self._actor.id, may)
        if self._occurred_at is not None:
            must_be_allowed(self._actor, may, self._occurred_at, self._now)
        self.unit.may = may
        facts = HANDLERS[type(command)](command, self.unit, None)
        return Rehearsed(facts, self.unit.collect())

    def _granted(self) -> frozenset[str]:
        """As the agents are defined by now: the commands before may have defined some."""
        known = self._definitions.register(self.unit, Agent.KIND).newest
        agents = {id: self._definitions.find(self.unit, Agent, id) for id in known}
        closed = any(each and ADMINISTRATOR in each.roles for each in agents.values())
        own = None if self._actor.id.startswith("system:") else agents.get(id_of(self._actor.id))
        return granted(self._actor.id, own, closed=closed)
