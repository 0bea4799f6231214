"""Other work, in small steps, that is done while the database does its own."""

from __future__ import annotations

from collections.abc import Iterator

Meanwhile = Iterator[object]
"""Each `next` is one step: short, because a transaction is open, and it never raises and never
waits for anybody. Nobody promises that any step is done."""

NOTHING: Meanwhile = iter(())
