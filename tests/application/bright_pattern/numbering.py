"""Opens cases in a process of its own: `URL WORKER COUNT`, or `URL WORKER die` to be killed between
the drawing of a number and its commit."""

from __future__ import annotations

import os
import signal
import sys
from typing import Any

from domain.case.commands import OpenCase
from tests.support.controls import on_postgres


def open_cases(url: str, worker: str, count: int) -> None:
    with (engine := on_postgres(url)).store:
        for turn in range(count):
            done = engine.do(OpenCase(profile_id="care", customer_id=f"{worker}-{turn}"))
            sys.stdout.write(f"{done.facts['number']}\n")


def die(url: str, worker: str) -> None:
    with (engine := on_postgres(url)).store:

        def killed(_: Any, beside: Any, *_meanwhile: Any) -> None:
            for number, _ in beside.numbers:
                sys.stdout.write(f"{number}\n")
            sys.stdout.flush()
            os.kill(os.getpid(), signal.SIGKILL)

        engine.store.commit = killed  # type: ignore[assignment]
        engine.do(OpenCase(profile_id="care", customer_id=worker))


if __name__ == "__main__":
    if sys.argv[3] == "die":
        die(sys.argv[1], sys.argv[2])
    open_cases(sys.argv[1], sys.argv[2], int(sys.argv[3]))
