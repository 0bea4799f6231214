"""Taking a case to work on it; its queue, its type, and the stages of its process."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any
from uuid import UUID

import typer

from cli.acting import Acting, carry_out, tell
from cli.naming import case_id
from cli.opening import deployment
from cli.options import AsJson, By, CaseName, CommandId, IfVersion, When
from cli.printing import Form
from domain.case.case_type_commands import AdvanceCase, SetCaseType
from domain.case.queue_commands import PutInQueue, TakeCase


def add_to(app: typer.Typer) -> None:
    for function in (take, advance, type_, queue):
        app.command(function.__name__.rstrip("_"))(function)


def take(
    case: CaseName,
    actor: By,
    at: When = None,
    command_id: CommandId = None,
    if_version: IfVersion = None,
    as_json: AsJson = False,
) -> None:
    """Take a case to work on it: it is yours and in progress."""
    acting = Acting(actor, at, command_id, if_version)
    sentence = "case {number} is {status}, and {assignee} has it"
    _act(case, lambda id: TakeCase(case_id=id), acting, as_json, sentence)


def advance(
    case: CaseName,
    actor: By,
    at: When = None,
    command_id: CommandId = None,
    if_version: IfVersion = None,
    as_json: AsJson = False,
) -> None:
    """Move a case to the next stage of its process."""
    acting = Acting(actor, at, command_id, if_version)
    _act(case, lambda id: AdvanceCase(case_id=id), acting, as_json, "case {number} is {status}")


def type_(
    case: CaseName,
    name: Annotated[str, typer.Argument(metavar="TYPE", help="For example incident.")],
    actor: By,
    at: When = None,
    command_id: CommandId = None,
    if_version: IfVersion = None,
    as_json: AsJson = False,
) -> None:
    """Say what kind of case it is; its statuses are those of the type from then on."""
    acting = Acting(actor, at, command_id, if_version)
    sentence = "case {number} is of type {case_type} version {type_version}, and {status}"
    _act(case, lambda id: SetCaseType(case_id=id, case_type=name), acting, as_json, sentence)


def queue(
    case: CaseName,
    name: Annotated[str, typer.Argument(metavar="QUEUE")],
    actor: By,
    at: When = None,
    command_id: CommandId = None,
    if_version: IfVersion = None,
    as_json: AsJson = False,
) -> None:
    """Put a case into a queue, at its end."""
    acting = Acting(actor, at, command_id, if_version)
    sentence = "case {number} belongs to queue {queue}"
    _act(case, lambda id: PutInQueue(case_id=id, queue=name), acting, as_json, sentence)


def _act(
    case: str, command: Callable[[UUID], Any], acting: Acting, as_json: bool, sentence: str
) -> None:
    with deployment() as here:
        done = carry_out(here, command(case_id(here, case)), acting)
    tell(done, Form(as_json), sentence.format_map(done.facts))
