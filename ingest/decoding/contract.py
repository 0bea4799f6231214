"""Checks an event against the contract: fast where it is kept, exact where it is broken."""

from __future__ import annotations

import binascii
from base64 import b64decode
from collections.abc import Mapping
from typing import Annotated, Any, Union

from pydantic import Field, TypeAdapter, ValidationError

from application.intake.records import Malformed
from ingest.contracts import codes
from ingest.contracts.cloudevent import ChannelEvent
from ingest.contracts.delivery import DeliveryEvent
from ingest.contracts.events import CHANNEL_EVENTS
from ingest.contracts.message import MessageEvent
from ingest.contracts.plain import plain
from ingest.contracts.survey_answer import SurveyAnswerEvent
from ingest.decoding.envelope import ATTRIBUTES, check_envelope, check_extensions
from ingest.decoding.json_text import read_json, refuse_forbidden
from ingest.decoding.mode import wrong_content_type
from ingest.decoding.paths import dotted
from ingest.decoding.refusals import Naming, broken_contract

Checked = dict[str, Any] | ChannelEvent
"""A message as plain dictionaries, because there are many; the rest as models."""

_BY_TYPE: Any = Annotated[
    Union[plain(MessageEvent), DeliveryEvent, SurveyAnswerEvent],  # noqa: UP007
    Field(discriminator="type"),
]
_EVENT: TypeAdapter[Checked] = TypeAdapter(_BY_TYPE)


def read_event(value: bytes) -> Checked:
    """An event in structured form: envelope and data in one JSON object."""
    refuse_forbidden(value, "value")
    try:
        event = _EVENT.validate_json(value)
    except ValidationError:
        return _judged(read_json(value, "value"), dotted)
    return _with_sound_extensions(event, dotted)


def take_event(event: dict[str, Any], naming: Naming) -> Checked:
    """An event already parsed. `naming` says how its attributes are called where it came from."""
    try:
        checked = _EVENT.validate_python(event)
    except ValidationError:
        return _judged(event, naming)
    return _with_sound_extensions(checked, naming)


def _with_sound_extensions(event: Checked, naming: Naming) -> Checked:
    extensions: Mapping[str, Any] = event if isinstance(event, dict) else event.model_extra or {}
    unnamed = extensions.keys() - ATTRIBUTES
    if unnamed:
        check_extensions(unnamed, extensions, naming)
    return event


def _judged(event: Any, naming: Naming) -> Checked:
    """What is wrong with it, most basic fault first; or the event, when only its data was coded."""
    if isinstance(event, list):
        rule = "must be one event, not an array"
        raise Malformed(codes.BATCH_NOT_ALLOWED, field="value", rule=rule)
    envelope = check_envelope(event, naming)
    check_type(envelope.type, naming)
    if envelope.data_base64 is not None:
        data = _decoded(envelope.data_base64)
        return take_event({**event, "data": data, "data_base64": None}, naming)
    _check_presence(event, naming)
    try:
        return _EVENT.validate_python(event)
    except ValidationError as error:
        refusal = broken_contract(error, naming)
    if refusal.field == naming(("datacontenttype",)):
        raise wrong_content_type("must be application/json or absent", refusal.field)
    raise refusal


def check_type(type_: str, naming: Naming) -> None:
    if type_ not in CHANNEL_EVENTS:
        rule = f"must be one of {', '.join(CHANNEL_EVENTS)}"
        raise Malformed(codes.UNKNOWN_TYPE, field=naming(("type",)), rule=rule)


def _check_presence(event: Mapping[str, Any], naming: Naming) -> None:
    """CloudEvents lets these be null, which means absent; we need them."""
    for name in ("time", "data"):
        if event.get(name) is None:
            raise Malformed(codes.MISSING_FIELD, field=naming((name,)), rule="is required")


def _decoded(base64: str) -> Any:
    try:
        data = b64decode(base64, validate=True)
    except (binascii.Error, ValueError):
        rule = "must be base64 (RFC 4648)"
        raise Malformed(codes.INVALID_CLOUDEVENT, field="data_base64", rule=rule) from None
    return read_json(data, "data")
