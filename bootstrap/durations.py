"""Durations as people write them: 250ms, 30s, 5m, 24h, 28d, or ISO 8601."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator

_UNITS = {
    "ms": timedelta(milliseconds=1),
    "s": timedelta(seconds=1),
    "m": timedelta(minutes=1),
    "h": timedelta(hours=1),
    "d": timedelta(days=1),
}
_SHORT = re.compile(r"(\d+)\s*(ms|s|m|h|d)")


def _read(value: object) -> object:
    if isinstance(value, str) and (match := _SHORT.fullmatch(value.strip())):
        return int(match[1]) * _UNITS[match[2]]
    if isinstance(value, str) and not value.strip().startswith("P"):
        raise ValueError("must be a duration such as 250ms, 30s, 5m or 24h")
    return value


def _is_positive(value: timedelta) -> timedelta:
    if value <= timedelta():
        raise ValueError("must be longer than nothing")
    return value


Duration = Annotated[timedelta, BeforeValidator(_read), AfterValidator(_is_positive)]


def written(duration: timedelta) -> str:
    """The shortest whole number with a unit: 90 seconds are 90s, 120 seconds are 2m."""
    for unit in ("d", "h", "m", "s"):
        if duration % _UNITS[unit] == timedelta():
            return f"{duration // _UNITS[unit]}{unit}"
    return f"{duration // _UNITS['ms']}ms"
