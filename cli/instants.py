"""Instants and moments as people write and read them."""

from __future__ import annotations

from datetime import UTC, date, datetime, tzinfo
from zoneinfo import ZoneInfo

from bootstrap.zones import is_zone
from cli.exits import UsageProblem
from ingest.contracts.instants import EARLIEST, LATEST, RANGE_RULE


def read_instant(text: str, field: str, *, or_else: str = "") -> datetime:
    """Raises UsageProblem. A zone is asked for: nobody shall guess whose noon is meant."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise UsageProblem(f"{field}: {text!r} is not like 2026-03-01T09:30:00Z{or_else}") from None
    if at.tzinfo is None:
        raise UsageProblem(f"{field}: {text!r} needs a zone, for example {text}Z")
    try:
        at = at.astimezone(UTC)
    except OverflowError:
        raise UsageProblem(f"{field}: {text!r} {RANGE_RULE}") from None
    if not EARLIEST <= at < LATEST:
        raise UsageProblem(f"{field}: {text!r} {RANGE_RULE}")
    return at


def read_day(text: str, field: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageProblem(f"{field}: {text!r} is not a day like 2026-03-01") from None


def read_zone(name: str | None) -> tzinfo:
    if name is None:
        return UTC
    if not is_zone(name):
        raise UsageProblem(f"--zone: {name!r} is not a time zone such as Europe/Berlin")
    return ZoneInfo(name)


def written(at: datetime, zone: tzinfo = UTC) -> str:
    """To the second: 2026-03-01T09:30:00Z."""
    return at.astimezone(zone).isoformat(timespec="seconds").replace("+00:00", "Z")


def span(seconds: float) -> str:
    """The two largest units: 3d 4h, 12m 5s, 0s."""
    left = round(seconds)
    parts = []
    for unit, size in (("d", 86_400), ("h", 3_600), ("m", 60), ("s", 1)):
        count, left = divmod(left, size)
        if count:
            parts.append(f"{count}{unit}")
    return " ".join(parts[:2]) or "0s"
