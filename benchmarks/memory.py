"""Resident memory of an ingest worker while it takes all messages."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.bench import Bench
from benchmarks.figure import Figure, at_most, plain

MOST = 300.0
GROWTH = 10.0


def measure(bench: Bench) -> Iterator[Figure]:
    """Flat: the second half of the run adds less than a tenth."""
    run = bench.filled.measured
    middle, last = run.memory[len(run.memory) // 2], run.memory[-1]
    yield plain("MB after each tenth of the messages", ", ".join(f"{mb:.0f}" for mb in run.memory))
    yield at_most("Most", max(run.memory), MOST, unit=" MB")
    yield at_most("Growth over the second half", (last / middle - 1) * 100, GROWTH, unit=" %")
