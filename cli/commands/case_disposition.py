"""Saying what became of the matter."""

from __future__ import annotations

from typing import Annotated

import typer

from cli.acting import Acting, carry_out, tell
from cli.naming import case_id
from cli.opening import deployment
from cli.options import AsJson, By, CaseName, CommandId, IfVersion, When
from cli.printing import Form
from domain.case.disposition_commands import SetDisposition


def add_to(app: typer.Typer) -> None:
    app.command()(disposition)


def disposition(
    case: CaseName,
    name: Annotated[str, typer.Argument(metavar="DISPOSITION", help="For example solved.")],
    actor: By,
    at: When = None,
    command_id: CommandId = None,
    if_version: IfVersion = None,
    as_json: AsJson = False,
) -> None:
    """Say what became of the matter; it stands in the history like a note."""
    with deployment() as here:
        command = SetDisposition(case_id=case_id(here, case), disposition=name)
        done = carry_out(here, command, Acting(actor, at, command_id, if_version))
    tell(done, Form(as_json), "case {number} has disposition {disposition}".format_map(done.facts))
