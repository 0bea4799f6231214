"""Ctrl-C ends a demo once; while it ends, further ones change nothing."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

SIGNALS = (signal.SIGINT, signal.SIGTERM)


@contextmanager
def interrupted_once() -> Iterator[None]:
    """SIGINT and SIGTERM raise KeyboardInterrupt, the first of them. Use it in the main thread."""
    before = {each: signal.signal(each, _interrupt) for each in SIGNALS}
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


@contextmanager
def work() -> Iterator[None]:
    """What may be interrupted; whatever comes after it is the end, which is finished."""
    try:
        yield
    finally:
        _deaf()


def _interrupt(*_: object) -> NoReturn:
    _deaf()
    raise KeyboardInterrupt


def _deaf() -> None:
    for each in SIGNALS:
        signal.signal(each, signal.SIG_IGN)
