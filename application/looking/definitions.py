"""What is defined now and what it was before, as the log has it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import msgspec

from application.looking.streams import Streams
from application.store import Store
from domain.definition.definition import Definition, parse
from domain.definition.errors import UnknownDefinition
from domain.definition.events import DefinitionPublished
from domain.definition.register import Register
from domain.identity import Namespace


class ListedDefinition(msgspec.Struct, frozen=True):
    """`document` holds every field, with its default where nothing was said."""

    id: str
    version: int
    active: bool
    document: dict[str, Any]


class DefinitionChange(msgspec.Struct, frozen=True):
    """One version: who published it when, and the fields that it changed, in words."""

    version: int
    at: datetime
    actor: str
    authority: str
    changes: list[str]


def definitions(
    streams: Streams, ids: Namespace, kind: type[Definition]
) -> Iterator[ListedDefinition]:
    """In the order in which they were first defined."""
    for id, defined in streams.get(Register, ids.register(kind.KIND)).newest.items():
        shown = parse(kind, defined.document)
        yield ListedDefinition(id, defined.version, shown.active, shown.model_dump(mode="json"))


def definition(
    streams: Streams, ids: Namespace, kind: type[Definition], id: str
) -> ListedDefinition:
    """Raises UnknownDefinition."""
    for each in definitions(streams, ids, kind):
        if each.id == id:
            return each
    raise UnknownDefinition(kind=kind.KIND, id=id, field=kind.KIND)


def history(
    store: Store, ids: Namespace, kind: type[Definition], id: str
) -> Iterator[DefinitionChange]:
    """Oldest first. Raises UnknownDefinition."""
    before: dict[str, Any] = {}
    for placed in store.history(ids.register(kind.KIND)):
        event = placed.event
        if not isinstance(event, DefinitionPublished) or event.id != id:
            continue
        after = json.loads(event.document)
        cause = placed.cause
        yield DefinitionChange(
            event.version, cause.occurred_at, cause.actor, cause.authority, _words(before, after)
        )
        before = after
    if not before:
        raise UnknownDefinition(kind=kind.KIND, id=id, field=kind.KIND)


def _words(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    if not before:
        return ["defined"]
    return [
        f"{field}: {_value(before.get(field))} becomes {_value(after.get(field))}"
        for field in dict.fromkeys([*before, *after])
        if before.get(field) != after.get(field)
    ]


def _value(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
