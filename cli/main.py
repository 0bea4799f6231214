"""`caseledger`: the console script."""

from __future__ import annotations

from typing import Annotated

import typer

from cli.exits import MEANINGS
from cli.faults import DEBUG
from cli.loading import LazyGroup

app = typer.Typer(
    cls=LazyGroup,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["--help", "-h"], "max_content_width": 100},
    epilog="Exit status: " + "; ".join(f"{code} {text}" for code, text in MEANINGS.items()) + ".",
)


@app.callback()
def caseledger(
    debug: Annotated[bool, typer.Option("--debug", help="Show where a fault happened.")] = False,
) -> None:
    """An event-sourced case engine that takes channel events from Kafka.

    This command line is trusted: whoever may run it acts as the --actor that he names, and every
    event says so. Settings are environment variables; `caseledger config` shows them.
    """
    DEBUG.set(debug)


def run() -> None:
    app()


if __name__ == "__main__":
    run()
