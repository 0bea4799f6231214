"""What can be chosen about a demo."""

from __future__ import annotations

from pathlib import Path

import msgspec

HOME = Path("var/demo")


class DemoOptions(msgspec.Struct, frozen=True, kw_only=True):
    """`port` of the broker, None for any free one; `once` ends after the summary."""

    seed: int = 1
    messages: int = 2_000
    days: int = 90
    home: Path = HOME
    port: int | None = None
    once: bool = False
