"""Times as RFC 3339 writes them, and the range in which a channel's time is believable."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any

from pydantic import AfterValidator, PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

EARLIEST = datetime(1970, 1, 1, tzinfo=UTC)
LATEST = datetime(2200, 1, 1, tzinfo=UTC)
RFC3339_RULE = "must be RFC 3339 with seconds and a zone, for example 2026-03-01T09:30:00Z"
RANGE_RULE = "must lie from 1970-01-01T00:00:00Z to before 2200-01-01T00:00:00Z"
JSON_SCHEMA = {"type": "string", "format": "date-time"}

_RFC3339 = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt](?:[01][0-9]|2[0-3]):[0-5][0-9]:(?:[0-5][0-9]|60)"
    r"(?:\.[0-9]+)?(?:[Zz]|[+-](?:[01][0-9]|2[0-3]):[0-5][0-9])"
)
_NOT_RFC3339 = PydanticCustomError("rfc3339", RFC3339_RULE)
_OUT_OF_RANGE = PydanticCustomError("time_out_of_range", RANGE_RULE)
_SECONDS = slice(17, 19)


def _read(text: str) -> datetime | None:
    """The instant in UTC, cut to microseconds; None where it is outside Python's calendar."""
    if not _RFC3339.fullmatch(text):
        raise _NOT_RFC3339
    text = text.upper()
    leap_second = text[_SECONDS] == "60"
    if leap_second:
        text = f"{text[:17]}59{text[19:]}"
    # Year 0000 exists in RFC 3339 and is a leap year; 2000 has the same days.
    year_zero = text.startswith("0000")
    try:
        instant = datetime.fromisoformat(f"2000{text[4:]}" if year_zero else text)
    except ValueError:
        raise _NOT_RFC3339 from None
    try:
        instant = instant.astimezone(UTC)
    except OverflowError:
        return None
    if leap_second:
        if (instant.hour, instant.minute) != (23, 59):
            raise _NOT_RFC3339
        instant = instant.replace(microsecond=0) + timedelta(microseconds=999_999)
    return None if year_zero else instant


def _written(text: str) -> str:
    _read(text)
    return text


def _believable(value: Any) -> datetime:
    if not isinstance(value, str):
        raise PydanticCustomError("string_type", "must be a string")
    instant = _read(value)
    if instant is None or not EARLIEST <= instant < LATEST:
        raise _OUT_OF_RANGE
    return instant


Timestamp = Annotated[str, AfterValidator(_written), WithJsonSchema(JSON_SCHEMA)]
"""Any RFC 3339 time, as it was written."""

Believable = Annotated[datetime, PlainValidator(_believable), WithJsonSchema(JSON_SCHEMA)]
"""A time that a rule may use: aware, in UTC."""
