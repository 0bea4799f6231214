"""The envelope of CloudEvents 1.0 in JSON, rule by rule, and ours on top of it."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, WithJsonSchema

from ingest.contracts.instants import Believable, Timestamp
from ingest.contracts.source import SOURCE_PATTERN
from ingest.contracts.text import ID_PATTERN, ExternalId

_PCHAR = r"(?:[A-Za-z0-9\-._~!$&'()*+,;=:@]|%[0-9A-Fa-f]{2})"
_FIRST = r"(?:[A-Za-z0-9\-._~!$&'()*+,;=@]|%[0-9A-Fa-f]{2})"
_USER = r"(?:[A-Za-z0-9\-._~!$&'()*+,;=:]|%[0-9A-Fa-f]{2})*"
_HOST = r"(?:\[[0-9A-Za-z:.]+\]|(?:[A-Za-z0-9\-._~!$&'()*+,;=]|%[0-9A-Fa-f]{2})*)"
_AUTHORITY = rf"(?:{_USER}@)?{_HOST}(?::[0-9]*)?"
_ROOTED = rf"//{_AUTHORITY}(?:/{_PCHAR}*)*|/(?:{_PCHAR}+(?:/{_PCHAR}*)*)?"
_TAIL = rf"(?:\?(?:{_PCHAR}|[/?])*)?(?:#(?:{_PCHAR}|[/?])*)?"
_ABSOLUTE = rf"[A-Za-z][A-Za-z0-9+.\-]*:(?:{_ROOTED}|{_PCHAR}+(?:/{_PCHAR}*)*)?"
_RELATIVE = rf"(?:{_ROOTED}|{_FIRST}+(?:/{_PCHAR}*)*)?"
URI_PATTERN = rf"^{_ABSOLUTE}{_TAIL}$"
URI_REFERENCE_PATTERN = rf"^(?:{_ABSOLUTE}|{_RELATIVE}){_TAIL}$"

_TOKEN = r"[A-Za-z0-9!#$%&'*+\-.^_`|~]+"
_PARAMETER = rf'[ \t]*;[ \t]*{_TOKEN}=(?:{_TOKEN}|"(?:[^"\\\u0000-\u001f\u007f]|\\[ -~])*")'
MEDIA_TYPE_PATTERN = rf"^{_TOKEN}/{_TOKEN}(?:{_PARAMETER})*[ \t]*$"


def _any_case(word: str) -> str:
    """ECMAScript knows no flag inside a pattern."""
    return "".join(f"[{c.upper()}{c}]" if c.isalpha() else c for c in word)


Attribute = Annotated[str, Field(min_length=1, pattern=ID_PATTERN)]
# Readers of a schema are served better by the name of the format than by its expression.
Uri = Annotated[
    str,
    Field(min_length=1, pattern=URI_PATTERN),
    WithJsonSchema({"type": "string", "format": "uri", "minLength": 1}),
]
UriReference = Annotated[str, Field(min_length=1, pattern=URI_REFERENCE_PATTERN)]
MediaType = Annotated[str, Field(min_length=1, pattern=MEDIA_TYPE_PATTERN)]
# Only `application/json` says that `data` is JSON; absent means the same.
JsonMediaType = Annotated[
    str,
    Field(
        pattern=rf"^{_any_case('application/json')}(?:[ \t]*;[ \t]*{_any_case('charset')}="
        rf'(?:{_any_case("utf-8")}|"{_any_case("utf-8")}"))?[ \t]*$'
    ),
]


class Envelope(BaseModel):
    """What every CloudEvent has. Attributes that the specification does not name are extensions."""

    model_config = ConfigDict(frozen=True, strict=True, extra="allow")

    specversion: Literal["1.0"]
    id: Attribute
    source: UriReference
    type: Attribute
    datacontenttype: MediaType | None = None
    dataschema: Uri | None = None
    subject: Attribute | None = None


class CloudEvent(Envelope):
    """Any CloudEvent, whatever its type and its data."""

    time: Timestamp | None = None
    data: Any = None
    data_base64: str | None = None


class ChannelEvent(Envelope):
    """What every event on `caseledger.channel.in` has.

    `source` is `/channels/{channel}/{profile}`, each part percent-encoded; `time` is when the
    thing happened on the channel. Data in `data_base64` is decoded before it meets these rules.
    """

    id: ExternalId
    source: Annotated[str, Field(max_length=2048, pattern=SOURCE_PATTERN)]
    time: Believable
    datacontenttype: JsonMediaType | None = None
    data_base64: None = None
