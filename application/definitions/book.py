"""What is defined at this moment: groups, agents, queues, rules and all else of that sort."""

from __future__ import annotations

from typing import TypeVar, cast

from application.policies.book import Reading
from domain.definition.definition import Definition, parse
from domain.definition.errors import InactiveDefinition, UnknownDefinition
from domain.definition.kinds import kind_named
from domain.definition.reference import DefinitionReference
from domain.definition.register import Defined, Register
from domain.identity import Namespace

D = TypeVar("D", bound=Definition)


class DefinitionBook:
    """What was parsed once is kept by its hash. A reading is a unit, a session, or the log."""

    def __init__(self, namespace: Namespace) -> None:
        self._ids = namespace
        self._parsed: dict[tuple[str, str], Definition] = {}
        self._pinned: dict[tuple[str, DefinitionReference], Definition] = {}

    def register(self, reading: Reading, kind: str) -> Register:
        return reading.get(Register, self._ids.register(kind))

    def find(self, reading: Reading, kind: type[D], id: str) -> D | None:
        """The newest version, active or not."""
        defined = self.register(reading, kind.KIND).newest.get(id)
        return self._of(kind, defined) if defined is not None else None

    def newest(self, reading: Reading, kind: type[Definition], id: str) -> DefinitionReference:
        """Raises UnknownDefinition, InactiveDefinition."""
        found = self.find(reading, kind, id)
        if found is None:
            raise UnknownDefinition(kind=kind.KIND, id=id, field=kind.KIND)
        if not found.active:
            raise InactiveDefinition(kind=kind.KIND, id=id, field=kind.KIND)
        return DefinitionReference(id, self.version_of(reading, kind, id))

    def pinned(self, reading: Reading, kind: type[D], reference: DefinitionReference) -> D:
        """The version that something was decided under; it never changes. Only what is not parsed
        yet is read."""
        key = (kind.KIND, reference)
        if key not in self._pinned:
            versions = self.register(reading, kind.KIND).versions.get(reference.id, [])
            if not 1 <= reference.version <= len(versions):
                raise UnknownDefinition(kind=kind.KIND, id=reference.id, field=kind.KIND)
            self._pinned[key] = self._of(kind, versions[reference.version - 1])
        return cast("D", self._pinned[key])

    def version_of(self, reading: Reading, kind: type[Definition], id: str) -> int:
        """The number of the newest version, 0 where it is not defined."""
        defined = self.register(reading, kind.KIND).newest.get(id)
        return defined.version if defined is not None else 0

    def active(self, reading: Reading, kind: type[D]) -> list[D]:
        """In the order in which they were first defined."""
        newest = self.register(reading, kind.KIND).newest.values()
        found = (self._of(kind, each) for each in newest)
        return [each for each in found if each.active]

    def must_know(self, reading: Reading, kind: str, id: str, *, field: str) -> None:
        """Where nothing of a kind is defined, every id goes; the first definition closes the list.

        Raises UnknownDefinition, InactiveDefinition.
        """
        register = self.register(reading, kind)
        if not register.newest:
            return
        found = self.find(reading, kind_named(kind), id)
        if found is None:
            raise UnknownDefinition(kind=kind, id=id, field=field)
        if not found.active:
            raise InactiveDefinition(kind=kind, id=id, field=field)

    def _of(self, kind: type[D], defined: Defined) -> D:
        key = (kind.KIND, defined.hash)
        if key not in self._parsed:
            self._parsed[key] = parse(kind, defined.document)
        return cast("D", self._parsed[key])
