"""Wait for a condition with a deadline, never for a time."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


def eventually(probe: Callable[[], T | None], *, what: str, within: float = 30.0) -> T:
    """The probe's first answer that is true; fails when the time is over."""
    deadline = time.monotonic() + within
    while not (answer := probe()):
        assert time.monotonic() < deadline, f"still waiting for {what} after {within:.0f} s"
        time.sleep(0.02)
    return answer
