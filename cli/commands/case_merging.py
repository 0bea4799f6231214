"""Merging a case into another, taking that back, and splitting one."""

from __future__ import annotations

from typing import Annotated

import typer

from cli.acting import Acting, carry_out, tell
from cli.naming import case_id, message_id, own_case_id
from cli.opening import deployment
from cli.options import AsJson, By, CaseName, CommandId, IfVersion, When
from cli.printing import Form
from domain.case.merging_commands import MergeCases, SplitCase, UnmergeCase


def add_to(app: typer.Typer) -> None:
    for function in (merge, unmerge, split):
        app.command()(function)


def merge(
    case: CaseName,
    into: Annotated[
        str, typer.Option("--into", metavar="TARGET", help="The case that takes it over.")
    ],
    actor: By,
    at: When = None,
    command_id: CommandId = None,
    if_version: IfVersion = None,
    as_json: AsJson = False,
) -> None:
    """Merge a case into another; later messages go there, and so does its number."""
    with deployment() as here:
        command = MergeCases(case_id=own_case_id(here, case), into_id=case_id(here, into))
        done = carry_out(here, command, Acting(actor, at, command_id, if_version))
    reopened = ", which is open again" if done.facts["reopened"] else ""
    sentence = f"case {{merged_number}} is merged into case {{number}} ({{status}}){reopened}"
    tell(done, Form(as_json), sentence.format_map(done.facts))


def unmerge(
    case: Annotated[str, typer.Argument(metavar="CASE", help="The merged case: number or id.")],
    actor: By,
    at: When = None,
    command_id: CommandId = None,
    if_version: IfVersion = None,
    as_json: AsJson = False,
) -> None:
    """Take a merge back; what came since stays in the target."""
    with deployment() as here:
        command = UnmergeCase(case_id=own_case_id(here, case))
        done = carry_out(here, command, Acting(actor, at, command_id, if_version))
    settled = ", which is settled again" if done.facts["settled_again"] else ""
    sentence = f"case {{number}} is {{status}} again, apart from case {{target}}{settled}"
    tell(done, Form(as_json), sentence.format_map(done.facts))


def split(
    case: CaseName,
    actor: By,
    message: Annotated[
        str, typer.Option("--from", metavar="MESSAGE", help="The first message that goes.")
    ],
    at: When = None,
    command_id: CommandId = None,
    if_version: IfVersion = None,
    as_json: AsJson = False,
) -> None:
    """Open a new case with a message and all later ones."""
    first = message_id(message, "--from")
    with deployment() as here:
        command = SplitCase(case_id=case_id(here, case), message_id=first)
        done = carry_out(here, command, Acting(actor, at, command_id, if_version))
    sentence = "case {number} is open ({status}), with {messages} messages of case {split_from}"
    tell(done, Form(as_json), sentence.format_map(done.facts))
