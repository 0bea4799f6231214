"""A fresh worker meets conversations that all exist and are not in its memory."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.bench import Bench
from benchmarks.figure import Figure, plain

TOPIC = "bench.later"


def measure(bench: Bench) -> Iterator[Figure]:
    """New messages of the same customers, for the deployment that took the first ones."""
    settings, warm = bench.filled.settings, bench.filled.measured
    sizes = bench.sizes
    bench.servers.fill(TOPIC, sizes.messages, sizes.conversations, first=sizes.messages)
    later = settings.model_copy(
        update={"topic_in": TOPIC, "consumer_group": settings.consumer_group + "-later"}
    )
    cold = bench.take(later, sizes.messages)
    yield plain("Messages a second, all conversations new", f"{warm.rate:,.0f}")
    yield plain("Messages a second, all conversations cold", f"{cold.rate:,.0f}")
    yield plain("Share of the first", f"{cold.rate / warm.rate:.2f}")
    yield plain("CPU of the worker when new, us a message", f"{warm.cpu:,.0f}")
    yield plain("CPU of the worker when cold, us a message", f"{cold.cpu:,.0f}")
