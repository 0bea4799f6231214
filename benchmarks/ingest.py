"""From records in Kafka to events committed on PostgreSQL, against the floor and the library."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median

from benchmarks.bench import Bench
from benchmarks.figure import Figure, at_least, middle, plain
from benchmarks.floor import floor
from benchmarks.measured import Measured
from benchmarks.servers import database_of

OF_THE_FLOOR = 0.15
TIMES_THE_LIBRARY = 2.0


def measure(bench: Bench) -> Iterator[Figure]:
    """One after the other in every round, so that a busy machine slows all of them."""
    ours: list[Measured] = []
    library: list[Measured] = []
    tuned: list[Measured] = []
    floors: list[float] = []
    for number in range(bench.sizes.rounds):
        run, seconds, rows = _round(bench, first=number == 0)
        ours.append(run)
        floors.append(run.messages / seconds)
        library.append(_other(bench, "library"))
        tuned.append(_other(bench, "library-tuned"))
    shares = [run.rate / per_second for run, per_second in zip(ours, floors, strict=True)]
    yield plain("Messages a second", middle([run.rate for run in ours]))
    yield plain("CPU of the worker, us a message", middle([run.cpu for run in ours]))
    yield plain(
        "CPU of PostgreSQL's processes for it, us a message",
        middle([run.database_cpu for run in ours]),
    )
    yield plain("Events a message", f"{rows / ours[-1].messages:.2f}")
    yield plain("What became of the messages", _outcomes(ours[-1]))
    yield plain("The floor, messages a second", middle(floors))
    yield at_least("Share of the floor", median(shares), OF_THE_FLOOR)
    yield plain("Share of the floor, with range", middle(shares, "{:.2f}"))
    yield from _against("Library aggregates", ours, library, bar=TIMES_THE_LIBRARY)
    yield from _against("Library aggregates with our garbage collection", ours, tuned)


def _against(
    name: str, ours: list[Measured], theirs: list[Measured], *, bar: float | None = None
) -> Iterator[Figure]:
    times = [run.rate / other.rate for run, other in zip(ours, theirs, strict=True)]
    yield plain(f"{name}, messages a second", middle([run.rate for run in theirs]))
    yield plain(f"{name}, CPU of the worker, us a message", middle([run.cpu for run in theirs]))
    if bar is not None:
        yield at_least(f"Times {name.lower()}", median(times), bar)
    yield plain(f"Times {name.lower()}, with range", middle(times, "{:.2f}"))


def _round(bench: Bench, *, first: bool) -> tuple[Measured, float, int]:
    """Our run, the floor's seconds for the same rows, and how many those are."""
    run = bench.filled if first else bench.whole()
    seconds, rows = floor(database_of(run.settings), run.begins)
    if not first:
        bench.servers.drop(run.settings)
    return run.measured, seconds, rows


def _other(bench: Bench, intake: str) -> Measured:
    settings = bench.servers.settings(bench.topic)
    run = bench.take(settings, bench.sizes.messages, intake=intake)
    bench.servers.drop(settings)
    return run


def _outcomes(run: Measured) -> str:
    return ", ".join(f"{count:,} {outcome}" for outcome, count in sorted(run.outcomes.items()))
