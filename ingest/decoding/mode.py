"""Which mode of the Kafka binding a record uses. The content type decides, nothing else."""

from __future__ import annotations

import re
from functools import lru_cache

from application.intake.records import Malformed
from ingest.contracts import codes

Headers = tuple[tuple[str, bytes], ...]

CONTENT_TYPE = "content-type"
STRUCTURED = "structured"
BINARY = "binary"
OTHER = "other"
_LONGEST = 256
_UTF_8 = r'(?:[ \t]*;[ \t]*charset=(?:utf-8|"utf-8"))?[ \t]*'
_STRUCTURED = re.compile(rf"application/cloudevents\+json{_UTF_8}", re.IGNORECASE)
_BINARY = re.compile(rf"application/json{_UTF_8}", re.IGNORECASE)


def content_type_of(headers: Headers) -> bytes | None:
    """None when absent. A header that is there twice would mean two things."""
    found = [value for name, value in headers if name.lower() == CONTENT_TYPE]
    if len(found) > 1:
        rule = "must occur once"
        raise Malformed(codes.REPEATED_HEADER, field=CONTENT_TYPE, rule=rule)
    return found[0] if found else None


def mode_of(content_type: bytes | None) -> str:
    """Structured, binary (JSON), or other: a binary event whose data is not JSON."""
    if content_type is None or len(content_type) > _LONGEST:
        return OTHER
    return _mode_of(content_type)


@lru_cache(maxsize=256)
def _mode_of(content_type: bytes) -> str:
    text = content_type.decode("latin-1")
    if _STRUCTURED.fullmatch(text):
        return STRUCTURED
    if _BINARY.fullmatch(text):
        return BINARY
    lowered = text.lower()
    if lowered.startswith("application/cloudevents-batch"):
        rule = "a record holds one event; publish sends a batch as single events"
        raise Malformed(codes.BATCH_NOT_ALLOWED, field=CONTENT_TYPE, rule=rule)
    if lowered.startswith("application/cloudevents"):
        raise wrong_content_type("must be application/cloudevents+json in UTF-8")
    return OTHER


def wrong_content_type(rule: str, field: str = CONTENT_TYPE) -> Malformed:
    return Malformed(codes.WRONG_CONTENT_TYPE, field=field, rule=rule)
