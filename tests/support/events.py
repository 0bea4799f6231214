"""One valid event of each type, and the records that carry them."""

from __future__ import annotations

import json
from copy import deepcopy
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from application.intake.records import Record

STRUCTURED = (("content-type", b"application/cloudevents+json"),)
PROFILE = "support@example.org"
SOURCE = "/channels/email/support%40example.org"
CUSTOMER = {"id": "c-123", "name": "Ann Example", "email": "ann@example.com"}

_MESSAGE: dict[str, Any] = {
    "specversion": "1.0",
    "id": "mid.1",
    "source": SOURCE,
    "type": "caseledger.channel.message.v1",
    "time": "2026-03-01T09:30:00Z",
    "datacontenttype": "application/json",
    "data": {
        "channel": "email",
        "connector": "imap",
        "profile": PROFILE,
        "customer": CUSTOMER,
        "direction": "in",
        "private": True,
        "author": {"kind": "customer", "id": "c-123", "name": "Ann Example"},
        "recipients": [{"role": "to", "id": PROFILE}],
        "thread": {"id": "t-1", "references": ["m-0"], "subject": "Late parcel"},
        "text": "Where is my parcel?",
        "attachments": [{"name": "photo.jpg", "media_type": "image/jpeg", "size": 9}],
        "headers": {"Precedence": "normal"},
    },
}
_DELIVERY: dict[str, Any] = {
    **_MESSAGE,
    "id": "receipt-1",
    "type": "caseledger.channel.delivery.v1",
    "data": {"profile": PROFILE, "outbound_id": "out-1", "state": "read"},
}
_SURVEY_ANSWER: dict[str, Any] = {
    **_MESSAGE,
    "id": "answer-1",
    "type": "caseledger.channel.survey-answer.v1",
    "data": {
        "profile": PROFILE,
        "survey_id": "survey-1",
        "customer": CUSTOMER,
        "kind": "csat",
        "value": 4,
    },
}


def message(**attributes: Any) -> dict[str, Any]:
    return deepcopy(_MESSAGE) | attributes


def delivery(**attributes: Any) -> dict[str, Any]:
    return deepcopy(_DELIVERY) | attributes


def survey_answer(**attributes: Any) -> dict[str, Any]:
    return deepcopy(_SURVEY_ANSWER) | attributes


def with_data(event: dict[str, Any], **fields: Any) -> dict[str, Any]:
    return event | {"data": event["data"] | fields}


def without(event: dict[str, Any], path: str) -> dict[str, Any]:
    """The event without the field at a dotted path."""
    changed = deepcopy(event)
    *parents, last = path.split(".")
    node = changed
    for parent in parents:
        node = node[parent]
    del node[last]
    return changed


def record(
    value: bytes | None,
    headers: tuple[tuple[str, bytes], ...] = STRUCTURED,
    *,
    key: bytes | None = None,
) -> Record:
    at = datetime(2026, 3, 1, 9, 31, tzinfo=UTC)
    return Record("caseledger.channel.in", UUID(int=1), 0, 0, key, value, headers, at)


def structured(event: Any) -> Record:
    return record(json.dumps(event).encode())


def binary(event: dict[str, Any], content_type: bytes = b"application/json") -> Record:
    """Attributes that are null are headers that are absent."""
    headers = [
        (f"ce_{name}", _header(value))
        for name, value in event.items()
        if name not in ("data", "datacontenttype") and value is not None
    ]
    value = json.dumps(event["data"]).encode() if "data" in event else b""
    return record(value, (("content-type", content_type), *headers))


def _header(value: Any) -> bytes:
    return (value if isinstance(value, str) else json.dumps(value)).encode()
