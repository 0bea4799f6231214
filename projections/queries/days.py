"""Days in a time zone, as PostgreSQL cuts them."""

from __future__ import annotations

import re
from datetime import date, timedelta

import msgspec

ZONE = re.compile(r"UTC|[A-Za-z_]+(/[A-Za-z0-9_+\-]+)+")


class PeriodError(ValueError):
    """Names the field and the rule."""


class Period(msgspec.Struct, frozen=True):
    """Whole days, `since` and `until` included, in a named zone."""

    since: date
    until: date
    zone: str = "UTC"

    def __post_init__(self) -> None:
        if not ZONE.fullmatch(self.zone):
            raise PeriodError(f"zone: {self.zone!r} is not like UTC or Europe/Berlin")
        if self.until < self.since:
            raise PeriodError("until: lies before since")

    @property
    def days(self) -> list[date]:
        length = (self.until - self.since).days + 1
        return [self.since + timedelta(days=n) for n in range(length)]
