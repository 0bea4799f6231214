"""`caseledger up`: everything in one command, until Ctrl-C."""

from __future__ import annotations

from threading import Event
from typing import Annotated

import typer

from bootstrap import settings
from bootstrap.described import without_password
from bootstrap.logs import configure
from bootstrap.roles import ROLES
from bootstrap.supervisor import RoleEndedError
from bootstrap.up import Running, everything
from cli.exits import UsageProblem
from cli.groups import single
from ingest.consumer.process import ended_by_signals

app = single()


@app.command()
def up(
    port: Annotated[
        int | None, typer.Option(min=1, max=65_535, help="Of the embedded broker; else any free.")
    ] = None,
    role: Annotated[list[str] | None, typer.Option(help="Only this role; may be repeated.")] = None,
) -> None:
    """Start servers where none are set, make the topics, and run all roles until Ctrl-C.

    The schema of an embedded database is upgraded; one of your own is only checked. A role that
    ends by itself ends everything, with status 5.
    """
    roles = tuple(role) if role else ROLES
    if unknown := [each for each in roles if each not in ROLES]:
        raise UsageProblem(f"--role: there is no role {unknown[0]!r}; there are {', '.join(ROLES)}")
    read = settings.load()
    configure(read.log_level)
    stop = Event()
    with ended_by_signals(stop.set):
        typer.echo("Starting ...")
        with everything(read, port=port, roles=roles) as running:
            _announce(running)
            ended = running.roles.watch(stop)
            if ended is not None:
                for line in ended.lines:
                    typer.echo(f"  {line}", err=True)
                raise RoleEndedError(ended)
            typer.echo("Ending ...")


def _announce(running: Running) -> None:
    assert running.settings.database_url is not None
    typer.echo(f"Broker    {running.settings.kafka}")
    typer.echo(f"Database  {without_password(running.settings.database_url.get_secret_value())}")
    for role, pid in running.roles.pids.items():
        typer.echo(f"Role      {role} (process {pid}), log {running.roles.log_of(role)}")
    typer.echo("Try `caseledger status` in another terminal. Ctrl-C ends everything.")
