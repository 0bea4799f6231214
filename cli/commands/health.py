"""`caseledger health ROLE`: for health checks of containers and monitors."""

from __future__ import annotations

from typing import Annotated

import typer

from bootstrap.health import ailments
from bootstrap.heartbeats import heartbeats, this_host
from bootstrap.roles import ROLES
from cli.exits import FAILED, UsageProblem
from cli.groups import single
from cli.opening import deployment
from cli.options import AsJson
from cli.plain import plain
from cli.printing import Form

app = single()


@app.command()
def health(
    role: Annotated[str, typer.Argument(metavar="ROLE", help="ingest, project or relay.")],
    anywhere: Annotated[
        bool, typer.Option("--anywhere", help="On any machine, not only on this one.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Say whether a role works on this machine. Status 5 when it is stuck or not there."""
    if role not in ROLES:
        raise UsageProblem(f"role: there is no role {role!r}; there are {', '.join(ROLES)}")
    form = Form(as_json)
    with deployment() as here:
        found = ailments(role, heartbeats(here.engine), host=None if anywhere else this_host())
    if form.as_json:
        form.document({"role": role, "healthy": not found, "ailments": found})
    else:
        for line in found or [f"{role}: works"]:
            typer.echo(plain(line))
    if found:
        raise typer.Exit(FAILED)
