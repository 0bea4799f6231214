"""`caseledger demo`: what `make demo` runs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from bootstrap.demo.options import HOME, DemoOptions
from bootstrap.demo.run import run
from cli.exits import CheckFailed
from cli.groups import single

app = single()


@app.command()
def demo(
    once: Annotated[bool, typer.Option("--once", help="End after the summary.")] = False,
    port: Annotated[int | None, typer.Option(min=1, max=65_535, help="The broker's.")] = None,
    messages: Annotated[int, typer.Option(min=1, help="How many records to send.")] = 2_000,
    days: Annotated[int, typer.Option(min=1, help="Simulated days.")] = 90,
    seed: Annotated[int, typer.Option(help="The same seed plays the same.")] = 1,
    home: Annotated[Path, typer.Option(help="Emptied first, if a demo made it.")] = HOME,
) -> None:
    """Play five profiles on an empty folder, show a summary, and stay up."""
    options = DemoOptions(seed=seed, messages=messages, days=days, home=home, port=port, once=once)
    if not run(options, Console(highlight=False)):
        raise CheckFailed("the law DOES NOT HOLD; see the summary")
