"""Who an actor is by his definition, and so what he may do."""

from __future__ import annotations

from threading import Lock
from typing import TypeVar, cast
from uuid import UUID

from application.definitions.book import DefinitionBook
from application.store import Store
from domain.definition.agent import Agent
from domain.definition.register import Register
from domain.identity import Namespace
from domain.kernel import Aggregate
from domain.permissions import granted
from domain.team.person import id_of

A = TypeVar("A", bound=Aggregate)
ADMINISTRATOR = "administrator"


class Access:
    """Follows the register of agents: each question reads only what was added since the last."""

    def __init__(self, store: Store, ids: Namespace, definitions: DefinitionBook) -> None:
        self._store = store
        self._definitions = definitions
        self._register = Register(ids.register(Agent.KIND))
        self._closed = False
        self._lock = Lock()

    def get(self, kind: type[A], id: UUID) -> A:
        """The register, for the book of definitions."""
        assert (kind, id) == (Register, self._register.id)
        return cast("A", self._register)

    def granted(self, actor: str) -> frozenset[str]:
        with self._lock:
            self._follow()
            return granted(actor, self._definition(actor), closed=self._closed)

    def agent(self, actor: str) -> Agent | None:
        """His definition, where he has one."""
        with self._lock:
            self._follow()
            return self._definition(actor)

    def _definition(self, actor: str) -> Agent | None:
        """Rules and machines are nobody's definition, whatever they are called."""
        if actor.startswith("system:"):
            return None
        return self._definitions.find(self, Agent, id_of(actor))

    def _follow(self) -> None:
        news = self._store.history(self._register.id, after=self._register.version)
        for recorded in news:
            self._register.evolve(recorded)
        if news:
            defined = (
                self._definitions.find(self, Agent, id) for id in list(self._register.newest)
            )
            self._closed = any(each and ADMINISTRATOR in each.roles for each in defined)
