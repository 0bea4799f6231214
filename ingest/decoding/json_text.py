"""What pydantic's JSON parser lets pass or explains badly: U+0000, NaN, halves of characters."""

from __future__ import annotations

import json
import re
from typing import Any

from pydantic_core import from_json

from application.intake.records import Malformed
from ingest.contracts import codes
from ingest.decoding.paths import dotted

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def read_json(value: bytes, field: str) -> Any:
    """The parsed value, or `Malformed` that names the place."""
    try:
        parsed = from_json(value, allow_inf_nan=False)
    except ValueError as error:
        raise _unreadable(value, field, str(error)) from None
    if b"\\u0000" in value:
        refuse_nul(value, field)
    return parsed


def refuse_forbidden(value: bytes, field: str) -> None:
    """Cheap for a value that holds nothing suspicious: three searches for bytes."""
    if b"\\u0000" in value:
        refuse_nul(value, field)
    if b"NaN" in value or b"Infinity" in value:
        read_json(value, field)


def refuse_nul(value: bytes, field: str) -> None:
    """An escaped backslash before `u0000` is no U+0000, so only the parsed strings tell."""
    place = _place_of(re.compile("\0"), value)
    if place is not None:
        raise Malformed(
            codes.NUL_CHARACTER, field=_under(field, place), rule="must not contain U+0000"
        )


def _unreadable(value: bytes, field: str, reason: str) -> Malformed:
    place = _place_of(_LONE_SURROGATE, value) if b"\\u" in value else None
    if place is not None:
        rule = "must not contain a lone surrogate"
        return Malformed(codes.NOT_UNICODE, field=_under(field, place), rule=rule)
    return Malformed(codes.UNDECODABLE_BYTES, field=field, rule=f"must be JSON in UTF-8: {reason}")


def _under(field: str, place: tuple[str | int, ...]) -> str:
    whole = () if field == "value" else (field,)
    return dotted((*whole, *place)) or field


def _place_of(wanted: re.Pattern[str], value: bytes) -> tuple[str | int, ...] | None:
    try:
        # Numbers stay text: a long one would cost quadratic time, and none is looked at.
        parsed = json.loads(value, parse_int=str, parse_float=str)
        return _search(wanted, parsed, ())
    except (ValueError, RecursionError):
        return None


def _search(
    wanted: re.Pattern[str], node: Any, place: tuple[str | int, ...]
) -> tuple[str | int, ...] | None:
    match node:
        case str():
            return place if wanted.search(node) else None
        case dict():
            for key, member in node.items():
                if wanted.search(key):
                    return (*place, key)
                if (found := _search(wanted, member, (*place, key))) is not None:
                    return found
        case list():
            for index, item in enumerate(node):
                if (found := _search(wanted, item, (*place, index))) is not None:
                    return found
    return None
