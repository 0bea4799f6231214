"""From pydantic's errors to a code, a field and a rule. Never shows what the sender wrote."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from application.intake.records import Malformed
from ingest.contracts import codes
from ingest.contracts.source import SOURCE_PATTERN, SOURCE_RULE
from ingest.contracts.text import ID_PATTERN, TEXT_PATTERN
from ingest.decoding.paths import dotted

Place = tuple[str | int, ...]
Naming = Callable[[Place], str]

_RULES: dict[str, str] = {
    "missing": "is required",
    "string_type": "must be a string",
    "string_too_short": "must not be empty",
    "string_too_long": "must have at most {max_length} characters",
    "literal_error": "must be {expected}",
    "bool_type": "must be true or false",
    "int_type": "must be an integer",
    "list_type": "must be an array",
    "dict_type": "must be an object",
    "model_type": "must be an object",
    "model_attributes_type": "must be an object",
    "too_long": "must have at most {max_length} members",
    "none_required": "must be null or absent",
    "greater_than_equal": "must be at least {ge}",
    "less_than_equal": "must be at most {le}",
    "string_pattern_mismatch": "must have the right form",
    "rfc3339": "{message}",
    "time_out_of_range": "{message}",
    "missing_one_of": "{message}",
}
_CODES: dict[str, str] = {
    "missing": codes.MISSING_FIELD,
    "missing_one_of": codes.MISSING_FIELD,
    "time_out_of_range": codes.TIME_OUT_OF_RANGE,
}
_PATTERNS: dict[str, tuple[str, str]] = {
    ID_PATTERN: (
        codes.CONTROL_CHARACTER,
        "must not contain control characters or noncharacters",
    ),
    SOURCE_PATTERN: (codes.SOURCE_MISMATCH, SOURCE_RULE),
    TEXT_PATTERN: (codes.NUL_CHARACTER, "must not contain U+0000"),
}


def broken_envelope(error: ValidationError, naming: Naming = dotted) -> Malformed:
    """The first rule of CloudEvents itself that is broken."""
    code, place, rule = _explained(error.errors(include_url=False, include_input=False)[0])
    if code != codes.CONTROL_CHARACTER:
        code = codes.INVALID_CLOUDEVENT
    return Malformed(code, field=naming(place) or "value", rule=rule)


def broken_contract(error: ValidationError, naming: Naming = dotted) -> Malformed:
    """The first rule of ours that is broken; the first place is the tag of the union."""
    code, place, rule = _explained(error.errors(include_url=False, include_input=False)[0])
    return Malformed(code, field=naming(place[1:]) or "value", rule=rule)


def _explained(detail: ErrorDetails) -> tuple[str, Place, str]:
    kind, context = detail["type"], detail.get("ctx", {})
    place = _without_tags(detail["loc"])
    if kind == "string_pattern_mismatch" and context["pattern"] in _PATTERNS:
        code, rule = _PATTERNS[context["pattern"]]
        return code, place, rule
    if kind == "missing_one_of":
        place = (*place, str(context["field"]))
    return _CODES.get(kind, codes.WRONG_FIELD), place, _sentence(kind, context, detail["msg"])


def _without_tags(place: Place) -> Place:
    """Pydantic also names which key or which kind of `value` it tried."""
    if place[-1:] == ("[key]",) or place[-2:-1] == ("value",):
        return place[:-1]
    return place


def _sentence(kind: str, context: dict[str, Any], message: str) -> str:
    template = _RULES.get(kind, "{message}")
    return template.format(**context, message=message)
