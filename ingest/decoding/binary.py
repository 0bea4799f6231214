"""Binary mode: attributes in `ce_` headers, data in the value."""

from __future__ import annotations

from typing import Any

from application.intake.records import Malformed
from ingest.contracts import codes
from ingest.decoding.contract import Checked, check_type, take_event
from ingest.decoding.envelope import check_envelope
from ingest.decoding.json_text import read_json
from ingest.decoding.mode import BINARY, CONTENT_TYPE, Headers, wrong_content_type
from ingest.decoding.paths import dotted
from ingest.decoding.refusals import Place

PREFIX = "ce_"
_DATA = ("ce_data", "ce_data_base64")


def read_binary(mode: str, content_type: bytes | None, headers: Headers, value: bytes) -> Checked:
    event = _attributes(headers)
    if not event:
        raise wrong_content_type(
            "must be application/cloudevents+json, or ce_ headers must hold the attributes"
        )
    if content_type is not None:
        event["datacontenttype"] = _text(CONTENT_TYPE, content_type)
    if mode != BINARY:
        return _not_json(event)
    if value:
        event["data"] = read_json(value, "data")
    return take_event(event, header_name)


def _not_json(event: dict[str, Any]) -> Checked:
    """The envelope is judged first: a broken CloudEvent is broken whatever its data is."""
    check_envelope(event, header_name)
    check_type(event["type"], header_name)
    raise wrong_content_type("must be application/json in UTF-8")


def _attributes(headers: Headers) -> dict[str, Any]:
    """A header without a value is an attribute that is absent."""
    attributes: dict[str, Any] = {}
    for name, value in headers:
        if not name.startswith(PREFIX) or value is None:
            continue
        attribute = name[len(PREFIX) :]
        if attribute in attributes:
            raise Malformed(codes.REPEATED_HEADER, field=dotted((name,)), rule="must occur once")
        if name in _DATA:
            rule = "data is the record's value, never a header"
            raise Malformed(codes.INVALID_CLOUDEVENT, field=name, rule=rule)
        attributes[attribute] = _text(name, value)
    return attributes


def _text(name: str, value: bytes) -> str:
    try:
        text = value.decode()
    except UnicodeDecodeError:
        rule = "must be UTF-8"
        raise Malformed(codes.UNDECODABLE_BYTES, field=dotted((name,)), rule=rule) from None
    if "\0" in text:
        rule = "must not contain U+0000"
        raise Malformed(codes.NUL_CHARACTER, field=dotted((name,)), rule=rule)
    return text


def header_name(place: Place) -> str:
    """Attributes are headers; data keeps its dotted path."""
    match place:
        case ("data", *_) | ():
            return dotted(place)
        case ("datacontenttype", *_):
            return CONTENT_TYPE
        case _:
            return PREFIX + dotted(place)
