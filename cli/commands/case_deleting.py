"""Deleting a case, which takes a permission of its own, and taking that back."""

from __future__ import annotations

from typing import Annotated

import typer

from cli.acting import Acting, carry_out, tell
from cli.naming import own_case_id
from cli.opening import deployment
from cli.options import AsJson, By, CaseName, CommandId, IfVersion, When
from cli.printing import Form
from domain.case.deleting_commands import DeleteCase, RestoreCase


def add_to(app: typer.Typer) -> None:
    for function in (delete, restore):
        app.command()(function)


def delete(
    case: CaseName,
    reason: Annotated[str, typer.Option(help="Why; it is kept in the log.")],
    actor: By,
    at: When = None,
    command_id: CommandId = None,
    if_version: IfVersion = None,
    as_json: AsJson = False,
) -> None:
    """Put a case with its messages out of sight, and free its customer for another one."""
    with deployment() as here:
        command = DeleteCase(case_id=own_case_id(here, case), reason=reason)
        done = carry_out(here, command, Acting(actor, at, command_id, if_version))
    children = ", ".join(done.facts["detached_children"])
    alone = f"; no longer its children: {children}" if children else ""
    tell(done, Form(as_json), f"case {done.facts['number']} is deleted{alone}")


def restore(
    case: CaseName,
    actor: By,
    at: When = None,
    command_id: CommandId = None,
    if_version: IfVersion = None,
    as_json: AsJson = False,
) -> None:
    """Take the deletion of a case back; links that it lost stay lost."""
    with deployment() as here:
        command = RestoreCase(case_id=own_case_id(here, case))
        done = carry_out(here, command, Acting(actor, at, command_id, if_version))
    tell(done, Form(as_json), "case {number} is {status} again".format_map(done.facts))
