"""How far the simulation is: a bar where somebody watches, else a line now and then."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

from bootstrap.demo.player import Tell
from ingest.simulation.steps import Step

LINES = 5


@contextmanager
def watched(console: Console, steps: int, start: datetime) -> Iterator[Tell]:
    if not console.is_terminal:
        yield _lines(console, steps, start)
        return
    columns = (
        TextColumn("  {task.description:<8}"),
        BarColumn(bar_width=40),
        TaskProgressColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("day 1", total=steps)

        def tell(step: Step) -> None:
            bar.update(task, advance=1, description=f"day {_day(step, start)}")

        yield tell


def _lines(console: Console, steps: int, start: datetime) -> Tell:
    done = 0

    def tell(step: Step) -> None:
        nonlocal done
        done += 1
        if done * LINES // steps > (done - 1) * LINES // steps:
            console.print(f"  {100 * done // steps:3} %, day {_day(step, start)}")

    return tell


def _day(step: Step, start: datetime) -> int:
    return (step.at - start).days + 1
