"""Putting a message into another case, or taking it out of one."""

from __future__ import annotations

from typing import Annotated

import typer

from cli.acting import Acting, carry_out, tell
from cli.naming import case_id, message_id
from cli.opening import deployment
from cli.options import AsJson, By, CommandId, When
from cli.printing import Form
from domain.case.merging_commands import DetachMessage, MoveMessage

Message = Annotated[str, typer.Argument(metavar="MESSAGE", help="Its id.")]
Reason = Annotated[str | None, typer.Option(help="Why, for whoever asks later.")]


def add_to(app: typer.Typer) -> None:
    for function in (move, detach):
        app.command()(function)


def move(
    message: Message,
    to: Annotated[str, typer.Option("--to", metavar="CASE", help="The case that it goes to.")],
    actor: By,
    reason: Reason = None,
    at: When = None,
    command_id: CommandId = None,
    if_version: Annotated[
        int | None,
        typer.Option(min=1, help="Refuse when the case that it goes to has another version."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Put a message into a case, from wherever it is."""
    moved = message_id(message)
    with deployment() as here:
        command = MoveMessage(message_id=moved, case_id=case_id(here, to), reason=reason)
        done = carry_out(here, command, Acting(actor, at, command_id, if_version))
    tell(done, Form(as_json), "message {message_id} is in case {number} now".format_map(done.facts))


def detach(
    message: Message,
    actor: By,
    reason: Reason = None,
    at: When = None,
    command_id: CommandId = None,
    if_version: Annotated[
        int | None,
        typer.Option(min=1, help="Refuse when the case that it is in has another version."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Take a message out of its case; a customer's waits for a person again."""
    command = DetachMessage(message_id=message_id(message), reason=reason)
    with deployment() as here:
        done = carry_out(here, command, Acting(actor, at, command_id, if_version))
    sentence = "message {message_id} is out of case {number}, {place}"
    tell(done, Form(as_json), sentence.format_map(done.facts))
