"""Publishing definitions: groups, agents, labels and all else that an organisation names."""

from __future__ import annotations

from typing import Any

from application.unit import Unit
from domain.definition.commands import Define
from domain.definition.definition import parse
from domain.definition.kinds import kind_named
from domain.policy.document import canonical, digest

Facts = dict[str, Any]


def define(command: Define, unit: Unit, _: int | None) -> Facts:
    """Raises UnknownKind, InvalidDefinition, DefinitionExists, UnknownDefinition,
    UnknownProfile."""
    kind = kind_named(command.kind)
    given = parse(kind, command.document)
    register = unit.definitions.register(unit, kind.KIND)
    if command.new:
        register.must_be_new(kind.KIND, given.id)
    if command.known:
        register.must_know(kind.KIND, given.id)
    for field, named, id in given.names():
        if named == "profile":
            unit.book.profile(unit, id)
        else:
            unit.definitions.must_know(unit, named, id, field=field)
    document = canonical(given)
    before = unit.definitions.version_of(unit, kind, given.id)
    version = register.publish(
        kind.KIND, given.id, document.decode(), digest(document), cause=unit.cause
    )
    changed = version != before
    return {"kind": kind.KIND, "id": given.id, "version": version, "changed": changed}
