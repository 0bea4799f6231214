"""Sections of a setup that hold definitions: one for each kind, whatever kinds there are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec

from application.setup.section import Around, Name, Present, changes
from application.unit import Unit
from domain.definition.commands import Define
from domain.definition.definition import Definition, checked
from domain.policy.document import canonical


class DefinitionItem(msgspec.Struct, frozen=True):
    given: Definition

    def needs(self) -> Iterable[Name]:
        return ((kind, id) for _, kind, id in self.given.names())

    def commands(self, _: Unit) -> Iterator[Any]:
        yield Define(kind=self.given.KIND, document=canonical(self.given).decode())

    def state(self, unit: Unit) -> dict[str, Any] | None:
        found = unit.definitions.find(unit, type(self.given), self.given.id)
        return found.model_dump(mode="json", by_alias=True) if found is not None else None

    def words(self, before: Any, after: Any) -> Sequence[str]:
        return changes(before, after)


class DefinitionSection(msgspec.Struct, frozen=True):
    of: type[Definition]

    @property
    def name(self) -> str:
        return self.of.PLURAL

    @property
    def kind(self) -> str:
        return self.of.KIND

    def item(self, id: str, fields: Mapping[str, Any], _: Around) -> DefinitionItem:
        """Raises InvalidDefinition."""
        return DefinitionItem(checked(self.of, {**fields, "id": id}))

    def present(self, now: Present) -> Iterator[tuple[str, dict[str, Any]]]:
        for id in now.definitions.register(now.streams, self.kind).newest:
            found = now.definitions.find(now.streams, self.of, id)
            assert found is not None
            shown = found.model_dump(mode="json", by_alias=True, exclude_defaults=True)
            yield id, {name: value for name, value in shown.items() if name != "id"}
