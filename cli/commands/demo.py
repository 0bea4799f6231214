"""`caseledger demo`: what `make demo` runs."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bootstrap.demo.options import HOME, DemoOptions
from cli.exits import CheckFailed
from cli.groups import single

if TYPE_CHECKING:
    from rich.console import Console

app = single()

WIDEST = 100


@app.command()
def demo(
    once: Annotated[bool, typer.Option("--once", help="End after the summary.")] = False,
    port: Annotated[int | None, typer.Option(min=1, max=65_535, help="The broker's.")] = None,
    messages: Annotated[
        int, typer.Option(min=1, max=100_000, help="How many records to send.")
    ] = 2_000,
    days: Annotated[int, typer.Option(min=1, max=3_650, help="Simulated days.")] = 90,
    seed: Annotated[int, typer.Option(help="The same seed plays the same.")] = 1,
    home: Annotated[Path, typer.Option(help="Emptied first, if a demo made it.")] = HOME,
) -> None:
    """Play five profiles on an empty folder, show a summary, and stay up."""
    from bootstrap.demo.run import run

    options = DemoOptions(seed=seed, messages=messages, days=days, home=home, port=port, once=once)
    if not run(options, _console()):
        raise CheckFailed("the law DOES NOT HOLD; the summary names the side that is short")


def _console() -> Console:
    """As wide as a narrow terminal; a wide one and a pipe get lines that people can read."""
    from rich.console import Console

    console = Console(highlight=False, markup=False, emoji=False)
    narrow = console.width < WIDEST and sys.stdout.isatty()
    return console if narrow else Console(width=WIDEST, highlight=False, markup=False, emoji=False)
