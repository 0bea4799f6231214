"""Which moment of the past is asked for, and in which of its two meanings."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

import msgspec

from cli.exits import UsageProblem
from cli.instants import read_instant, written
from projections.as_of import Moment, Occurred
from projections.queries.case_row import CaseRow


class AsOf(msgspec.Struct, frozen=True):
    """`position` is how far the log was read; `instant` is what was asked for, if one was."""

    meaning: Literal["now", "position", "recorded", "occurred"]
    instant: datetime | None
    position: int

    def in_words(self) -> str:
        log = f"position {self.position} of the log"
        if self.instant is None:
            return f"as of {log}"
        at = written(self.instant)
        if self.meaning == "recorded":
            return f"as recorded by {at}: {log}"
        return f"as occurred by {at}, of all that is known at {log}"


class CasesThen(msgspec.Struct, frozen=True):
    """A page of the past has no next one; `total` tells how many cases there were."""

    cases: list[CaseRow]
    total: int
    next: None
    position: int
    as_of: AsOf


def read_moment(text: str | None, *, occurred: bool) -> Moment | None:
    """A position of the log, or an instant; None for now. Raises UsageProblem."""
    if text is None:
        if occurred:
            raise UsageProblem("--occurred: needs --at INSTANT")
        return None
    if text.isascii() and text.isdigit():
        if occurred:
            raise UsageProblem(f"--occurred: needs an instant in --at, and {text} is a position")
        return int(text)
    instant = read_instant(text, "--at", or_else=", nor a position of the log")
    return Occurred(instant) if occurred else instant


def as_of(moment: Moment | None, position: int) -> AsOf:
    match moment:
        case None:
            return AsOf("now", None, position)
        case int():
            return AsOf("position", None, position)
        case Occurred(by=instant):
            return AsOf("occurred", instant, position)
    return AsOf("recorded", moment, position)
