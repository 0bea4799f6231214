"""`caseledger project`: keeps the views up to date."""

from __future__ import annotations

from typing import Annotated

import typer

from bootstrap.roles import project as role
from cli.groups import single
from cli.opening import deployment

app = single()


@app.command()
def project(
    once: Annotated[bool, typer.Option("--once", help="Take what is there, then end.")] = False,
) -> None:
    """Keep the views up to date, until SIGTERM or Ctrl-C."""
    with deployment() as here:
        if once:
            typer.echo(f"{role.catch_up(here)} events taken into views")
            return
        raise typer.Exit(role.run(here))
