"""Whether something is a CloudEvent at all, apart from whether it is one of ours."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import TypeAdapter, ValidationError

from application.intake.records import Malformed
from ingest.contracts import codes
from ingest.contracts.cloudevent import CloudEvent
from ingest.decoding.paths import dotted
from ingest.decoding.refusals import Naming, broken_envelope

ATTRIBUTES = frozenset(CloudEvent.model_fields)
_NAME_CHARACTERS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789")
_INTEGERS = range(-(2**31), 2**31)
_TEXT: TypeAdapter[str] = TypeAdapter(CloudEvent.model_fields["id"].rebuild_annotation())


def check_envelope(event: Any, naming: Naming = dotted) -> CloudEvent:
    """Raises `Malformed` unless `event` keeps every rule of CloudEvents 1.0."""
    if not isinstance(event, dict):
        rule = "must be a JSON object"
        raise Malformed(codes.INVALID_CLOUDEVENT, field="value", rule=rule)
    if event.get("data") is not None and event.get("data_base64") is not None:
        rule = "must not stand beside data"
        raise Malformed(codes.INVALID_CLOUDEVENT, field="data_base64", rule=rule)
    try:
        checked = CloudEvent.model_validate(event)
    except ValidationError as error:
        raise broken_envelope(error, naming) from None
    check_extensions(event.keys() - ATTRIBUTES, event, naming)
    return checked


def check_extensions(names: Iterable[str], event: Mapping[str, Any], naming: Naming) -> None:
    for name in sorted(names):
        rule = _broken_rule(name, event[name])
        if rule is not None:
            raise Malformed(codes.INVALID_CLOUDEVENT, field=naming((name,)), rule=rule)


def _broken_rule(name: str, value: Any) -> str | None:
    if not name or not _NAME_CHARACTERS.issuperset(name):
        return "an attribute's name has only lower-case letters a-z and digits"
    match value:
        case None | bool():
            return None
        case int():
            return None if value in _INTEGERS else "must be an integer of 32 bits"
        case str():
            return _broken_text(value)
        case _:
            return "an extension is a string, an integer, true or false"


def _broken_text(value: str) -> str | None:
    try:
        _TEXT.validate_python(value or "-")
    except ValidationError:
        return "must not contain control characters or noncharacters"
    return None
