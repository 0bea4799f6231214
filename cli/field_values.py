"""Values of fields from the command line, read as the fields are defined."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from application.looking.case_fields import field_types
from application.looking.streams import Streams
from bootstrap.wiring import Deployment
from cli.exits import UsageProblem

WORDS = frozenset({"text", "date", "choice"})
NOTHING = ("", "null")


def read_fields(here: Deployment, given: list[str] | None) -> dict[str, Any]:
    """Raises UsageProblem."""
    if not given:
        return {}
    types = field_types(Streams(here.store), here.ids)
    return dict(_fields(given, types))


def _fields(given: list[str], types: Mapping[str, str]) -> Iterator[tuple[str, Any]]:
    for text in given:
        name, equals, value = text.partition("=")
        if not (name and equals):
            raise UsageProblem(f"--field: {text!r} is not NAME=VALUE")
        yield name, _value(name, value, types.get(name.strip()))


def _value(name: str, value: str, type: str | None) -> Any:
    """A text stays as it is typed, also 007; where nothing is defined, JSON tells numbers from
    texts."""
    if type in WORDS:
        return None if value in NOTHING else value
    if type == "multi_choice":
        return None if value in NOTHING else [each.strip() for each in value.split(",")]
    try:
        read = msgspec.json.decode(value)
    except msgspec.DecodeError:
        return value
    if isinstance(read, dict | list):
        raise UsageProblem(f"--field: {name} must be a text, a number, true, false or null")
    return read
