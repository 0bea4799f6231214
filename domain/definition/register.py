"""All definitions of one kind, through their versions: one stream, so that a rule which looks at
all of them is decided again when any of them changed."""

from __future__ import annotations

from uuid import UUID

import msgspec

from domain.definition.errors import DefinitionExists, UnknownDefinition
from domain.definition.events import DefinitionPublished
from domain.kernel import Aggregate, Cause, Recorded, evolves


class Defined(msgspec.Struct, frozen=True):
    version: int
    document: str
    hash: str


class Register(Aggregate):
    """`newest` by id, in the order in which they were first defined; `versions` from 1 on."""

    def __init__(self, id: UUID) -> None:
        super().__init__(id)
        self.newest: dict[str, Defined] = {}
        self.versions: dict[str, list[Defined]] = {}

    def publish(self, kind: str, id: str, document: str, hash: str, *, cause: Cause) -> int:
        """The version it has now; the newest document again is no new version."""
        known = self.newest.get(id)
        if known is None or known.hash != hash:
            version = known.version + 1 if known is not None else 1
            self.record(DefinitionPublished(kind, id, version, document, hash), cause)
        return self.newest[id].version

    def must_be_new(self, kind: str, id: str) -> None:
        if id in self.newest:
            raise DefinitionExists(kind=kind, id=id)

    def must_know(self, kind: str, id: str) -> None:
        if id not in self.newest:
            raise UnknownDefinition(kind=kind, id=id, field=kind)

    @evolves(DefinitionPublished)
    def _published(self, recorded: Recorded[DefinitionPublished]) -> None:
        event = recorded.event
        defined = Defined(event.version, event.document, event.hash)
        self.newest[event.id] = defined
        self.versions.setdefault(event.id, []).append(defined)
