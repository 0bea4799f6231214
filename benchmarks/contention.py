"""An agent writes to one case without a pause while messages of all customers come in."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from statistics import median
from uuid import UUID

from benchmarks.bench import Bench, environment
from benchmarks.figure import Figure, at_least, middle, plain
from bootstrap.settings import Settings
from bootstrap.wiring import Deployment

KEPT = 0.8
PAIRS = 3
LARGEST_BATCH = 1000
"""A worker ends with its batch, so each may take this many more than its part."""


def measure(bench: Bench) -> Iterator[Figure]:
    """Parts of one topic in turn, without and with the agent, each by a fresh worker."""
    settings = bench.servers.settings(bench.topic)
    part = max(1, bench.sizes.messages // (2 * PAIRS + 1) - LARGEST_BATCH)
    bench.take(settings, part)
    case_id = _first_case(settings)
    alone: list[float] = []
    beside: list[float] = []
    notes = 0.0
    for _ in range(PAIRS):
        alone.append(bench.take(settings, part).rate)
        with _agent(settings, case_id) as written:
            run = bench.take(settings, part)
        beside.append(run.rate)
        notes += written[0]
    kept = [with_agent / without for with_agent, without in zip(beside, alone, strict=True)]
    yield plain("Messages a second alone", middle(alone))
    yield plain("Messages a second beside the agent", middle(beside))
    yield plain("Notes that the agent wrote", f"{notes:,.0f}")
    yield at_least("Share of the rate that is kept", median(kept), KEPT)
    bench.servers.drop(settings)


def _first_case(settings: Settings) -> UUID:
    with Deployment(settings) as deployment:
        placed = deployment.store.read_log(topics=["case.created"], limit=1)
        return placed[0].recorded.originator_id


@contextmanager
def _agent(settings: Settings, case_id: UUID) -> Iterator[list[int]]:
    """Writes while the block runs; afterwards the list holds how many notes it wrote."""
    written: list[int] = []
    agent = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.agent", str(case_id)],
        env=environment(settings),
        stdout=subprocess.PIPE,
    )
    assert agent.stdout is not None
    try:
        agent.stdout.readline()
        yield written
    finally:
        agent.terminate()
        told, _ = agent.communicate(timeout=60)
        written.append(int(told or 0))
