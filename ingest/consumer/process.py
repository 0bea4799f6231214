"""What a process does around its worker: signals, the garbage collector, the exit code."""

from __future__ import annotations

import gc
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from ingest.consumer.worker import Worker

THRESHOLDS = (100_000, 50, 50)
"""Almost nothing here forms cycles, and each collection walks all conversations in memory."""


def run(worker: Worker) -> int:
    """Run in the main thread of a process of its own, after everything is loaded."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*THRESHOLDS)
    with ended_by_signals(worker.stop):
        return worker.run()


@contextmanager
def ended_by_signals(stop: Callable[[], None]) -> Iterator[None]:
    """SIGTERM and SIGINT call `stop`; the handlers before are put back afterwards."""
    before = {
        each: signal.signal(each, lambda *_: stop()) for each in (signal.SIGTERM, signal.SIGINT)
    }
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)
