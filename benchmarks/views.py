"""All views catch up with the log: by pages, and by one transaction for each event."""

from __future__ import annotations

import time
from collections.abc import Iterator
from statistics import median

from benchmarks.bench import Bench
from benchmarks.figure import Figure, at_least, middle, plain
from benchmarks.measured import backends_cpu
from benchmarks.servers import database_of
from bootstrap.settings import Settings
from bootstrap.wiring import Deployment
from projections.catalog import VIEWS
from projections.runner import Runner

TIMES = 10.0
STRETCHES = 4
PAGED = 20_000
SINGLE = 300


def measure(bench: Bench) -> Iterator[Figure]:
    """Stretches of the same log in turn, so that both ways meet the same kind of events."""
    settings = bench.filled.settings
    paged: list[tuple[float, float]] = []
    single: list[tuple[float, float]] = []
    share = bench.sizes.messages / 200_000
    with Deployment(settings) as deployment:
        for _ in range(STRETCHES):
            paged.append(_stretch(deployment, settings, int(PAGED * share), page=1000))
            single.append(_stretch(deployment, settings, int(SINGLE * share) or 1, page=1))
    by_page, by_event = [rate for rate, _ in paged], [rate for rate, _ in single]
    yield plain("Views", f"{len(VIEWS)}: {', '.join(view.name for view in VIEWS)}")
    yield plain("All views, events a second, pages of 1,000", middle(by_page))
    yield plain("All views, events a second and core", middle([core for _, core in paged]))
    yield plain("All views, events a second, one transaction an event", middle(by_event))
    yield at_least("Times one transaction an event", median(by_page) / median(by_event), TIMES)


def _stretch(
    deployment: Deployment, settings: Settings, events: int, *, page: int
) -> tuple[float, float]:
    """Events a second, and events for each second of CPU, PostgreSQL's included."""
    runner = Runner(deployment.engine, deployment.log, VIEWS, page=page)
    database_cpu = backends_cpu(database_of(settings))
    runner.run_once()
    wall, cpu, database = time.perf_counter(), time.process_time(), database_cpu()
    taken = 0
    while taken < events * len(VIEWS):
        of_page = runner.run_once()
        if not of_page:
            break
        taken += of_page
    each = taken / len(VIEWS)
    spent = time.process_time() - cpu + database_cpu() - database
    return each / (time.perf_counter() - wall), each / spent
