"""One line of the report: what was measured, and whether it reaches what we promised."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

import msgspec


class Figure(msgspec.Struct, frozen=True):
    """`met` is None where there is no bar."""

    what: str
    measured: str
    bar: str = ""
    met: bool | None = None

    @property
    def verdict(self) -> str:
        return {None: "", True: "met", False: "NOT met"}[self.met]


def plain(what: str, measured: str) -> Figure:
    return Figure(what, measured)


def at_least(what: str, value: float, bar: float, *, unit: str = "") -> Figure:
    return Figure(what, f"{value:.2f}{unit}", f">= {bar:g}{unit}", value >= bar)


def at_most(what: str, value: float, bar: float, *, unit: str = "") -> Figure:
    return Figure(what, f"{value:.0f}{unit}", f"<= {bar:g}{unit}", value <= bar)


def middle(values: Sequence[float], pattern: str = "{:,.0f}") -> str:
    """The median, and the range where there is more than one value."""
    if len(values) == 1:
        return pattern.format(values[0])
    low, high = pattern.format(min(values)), pattern.format(max(values))
    return f"{pattern.format(median(values))} ({low} to {high})"
