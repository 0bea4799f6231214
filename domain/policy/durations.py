"""Lengths of time as people write them: 28d, 72h, 15m, 90s, 0, or a word for no end."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Annotated

from pydantic import BeforeValidator, PlainSerializer, TypeAdapter, ValidationError

LONGEST = timedelta(days=36_500)
ENDLESS = ("infinite", "never")
UNITS = (
    ("d", timedelta(days=1)),
    ("h", timedelta(hours=1)),
    ("m", timedelta(minutes=1)),
    ("s", timedelta(seconds=1)),
)
RULE = "write 28d, 72h, 15m, 90s or 0, or an ISO 8601 duration such as P28D"
_SHORT = re.compile(r"([0-9]{1,10})([dhms])")
# Years and months are left out: they have no fixed length.
_ISO = re.compile(r"P(?:[0-9]+W|(?:[0-9]+D)?(?:T(?:[0-9]+H)?(?:[0-9]+M)?(?:[0-9]+S)?)?)")
_TIMEDELTA = TypeAdapter(timedelta)


def read_duration(written: object) -> timedelta:
    """Raises ValueError for what is not a finite length of whole seconds up to 100 years."""
    length = _length(written)
    if length is None:
        raise ValueError(RULE)
    if length > LONGEST:
        raise ValueError("is longer than 100 years (36500d)")
    return length


def _length(written: object) -> timedelta | None:
    if isinstance(written, timedelta):
        whole = written >= timedelta(0) and not written.microseconds
        return written if whole else None
    if written == "0" or (written == 0 and type(written) is int):
        return timedelta(0)
    if not isinstance(written, str):
        return None
    if short := _SHORT.fullmatch(written):
        seconds = int(short[1]) * dict(UNITS)[short[2]].total_seconds()
        return min(timedelta(seconds=min(seconds, 1e11)), LONGEST + timedelta(days=1))
    return _iso(written)


def _iso(written: str) -> timedelta | None:
    if not _ISO.fullmatch(written):
        return None
    try:
        return _TIMEDELTA.validate_python(written)
    except ValidationError:
        return None


def write_duration(length: timedelta) -> str:
    """In the largest unit that divides it: 72 hours are 3d. One length has one spelling."""
    if not length:
        return "0"
    unit, size = next((unit, size) for unit, size in UNITS if not length % size)
    return f"{length // size}{unit}"


def _read_or_endless(written: object) -> timedelta | None:
    if written is None or written in ENDLESS:
        return None
    try:
        return read_duration(written)
    except ValueError as problem:
        raise ValueError(f"{problem}; for no end write infinite or never") from None


def _writer(endless: str) -> PlainSerializer:
    def write(length: timedelta | None) -> str:
        return endless if length is None else write_duration(length)

    return PlainSerializer(write, return_type=str)


Duration = Annotated[timedelta, BeforeValidator(read_duration), _writer("")]
DurationOrInfinite = Annotated[
    timedelta | None, BeforeValidator(_read_or_endless), _writer("infinite")
]
DurationOrNever = Annotated[timedelta | None, BeforeValidator(_read_or_endless), _writer("never")]
