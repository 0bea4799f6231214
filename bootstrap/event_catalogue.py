"""Writes `docs/events.md`: `python -m bootstrap.event_catalogue`, or `make contracts`."""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from types import ModuleType, NoneType, UnionType
from typing import Any, Union, get_args, get_origin
from uuid import UUID

import msgspec

from domain.kernel import Cause, Event
from domain.registry import EVENTS, MODULES
from projections.catalog import VIEWS

PAGE = Path(__file__).resolve().parents[1] / "docs" / "events.md"

WORDS: dict[Any, str] = {
    str: "text",
    int: "integer",
    float: "number",
    bool: "true or false",
    datetime: "instant",
    UUID: "uuid",
    Any: "any value",
}

REFERENCE = re.compile(r" \(`\w+\.md`[^)]*\)")
"""A remark for authors, who have that file."""

HEAD = """\
# Events

Everything that Caseledger knows is one of these events. They are stored for ever, as JSON, in the
table `caseledger_events`. The topic names an event; its fields keep their names and their meaning.
A change is a new version, and [old bytes are still read](extending.md#a-new-version-of-an-event).

Do not edit this page: `make contracts` writes it from `domain/registry.py`, and a test fails when
it is stale.

An event is stored as `{"v": version, "event": ..., "cause": ..., "recorded_at": ...}`. Fields that
have their default are left out. Personal content stands in the field `personal` and nowhere else.
"""


def page() -> str:
    return "\n".join(_lines()).rstrip() + "\n"


def _lines() -> Iterator[str]:
    yield HEAD
    yield "## The cause of every event"
    yield ""
    yield from _described(Cause)
    for module in MODULES:
        stream = module.__name__.split(".")[1]
        yield f"## Stream: {stream}"
        yield ""
        for event in _events_of(module):
            yield from _event(event)
    yield "## Parts of events"
    yield ""
    for part in _parts():
        yield f"### {part.__name__}"
        yield ""
        yield from _described(part)


def _event(event: type[Event]) -> Iterator[str]:
    readers = [f"`{view.name}`" for view in VIEWS if event.TOPIC in view.topics]
    yield f"### `{event.TOPIC}`"
    yield ""
    yield f"`{event.__name__}`, version {event.VERSION}. Views: {', '.join(readers) or 'none'}."
    yield ""
    yield from _described(event)


def _events_of(module: ModuleType) -> list[type[Event]]:
    mine = [event for event in EVENTS.values() if event.__module__ == module.__name__]
    return sorted(mine, key=lambda event: inspect.getsourcelines(event)[1])


def _described(struct: type[msgspec.Struct]) -> Iterator[str]:
    if said := vars(struct).get("__doc__"):
        yield REFERENCE.sub("", " ".join(said.split()))
        yield ""
    if not (fields := msgspec.structs.fields(struct)):
        return
    yield "| Field | Type | |"
    yield "|---|---|---|"
    for field in fields:
        yield f"| `{field.encode_name}` | {_type(field.type)} | {_presence(field)} |"
    yield ""


def _presence(field: msgspec.structs.FieldInfo) -> str:
    if field.required:
        return "required"
    default = field.default_factory() if field.default is msgspec.NODEFAULT else field.default
    shown = msgspec.json.encode(default).decode()
    return "" if shown == "null" else f"default `{shown}`"


def _type(kind: Any) -> str:
    """In the words of JSON; a struct of ours by its name."""
    origin, arguments = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        named = [_type(each) for each in arguments if each is not NoneType]
        return " or ".join([*named, "null"])
    if origin is tuple:
        return f"list of {_type(arguments[0])}"
    if origin is dict:
        return f"object of {_type(arguments[1])}"
    if inspect.isclass(kind) and issubclass(kind, msgspec.Struct):
        return f"[{kind.__name__}](#{kind.__name__.lower()})"
    return WORDS[kind]


def _parts() -> list[type[msgspec.Struct]]:
    """The structs that events are made of, each once."""
    found: dict[str, type[msgspec.Struct]] = {}
    waiting: list[Any] = [each for module in MODULES for each in _events_of(module)]
    while waiting:
        struct = waiting.pop()
        for field in msgspec.structs.fields(struct):
            for part in _structs_in(field.type):
                if part.__name__ not in found:
                    found[part.__name__] = part
                    waiting.append(part)
    return [found[name] for name in sorted(found)]


def _structs_in(kind: Any) -> Iterator[type[msgspec.Struct]]:
    if inspect.isclass(kind) and issubclass(kind, msgspec.Struct):
        yield kind
    for argument in get_args(kind):
        yield from _structs_in(argument)


def main() -> int:
    PAGE.write_text(page(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
