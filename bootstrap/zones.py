"""Which names are those of time zones."""

from __future__ import annotations

from functools import cache
from zoneinfo import available_timezones


@cache
def is_zone(name: str) -> bool:
    """The usual one is known without looking through the folder of zones, which takes a while."""
    return name == "UTC" or name in available_timezones()
