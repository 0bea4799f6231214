"""`caseledger relay`: publishes what the database holds for Kafka."""

from __future__ import annotations

import typer

from bootstrap.roles import relay as role
from cli.groups import single
from cli.opening import deployment

app = single()


@app.command()
def relay() -> None:
    """Copy dead letters to their topic, until SIGTERM or Ctrl-C."""
    with deployment() as here:
        raise typer.Exit(role.run(here))
