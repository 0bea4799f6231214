"""Putting single messages into a case, and taking them out."""

from __future__ import annotations

from typing import Annotated

import typer

from cli.acting import Acting, carry_out, tell
from cli.naming import case_id, message_id
from cli.opening import deployment
from cli.options import AsJson, By, CaseName, CommandId, When
from cli.printing import Form
from domain.case.merging_commands import DetachMessage, MoveMessage

INBOX = "inbox"

Message = Annotated[str, typer.Argument(metavar="MESSAGE", help="Its id.")]
Reason = Annotated[str | None, typer.Option(help="Why, for whoever asks later.")]


def add_to(app: typer.Typer) -> None:
    app.command("add-mention")(add_mention)
    app.command("remove-mention")(remove_mention)


def add_mention(
    case: CaseName,
    message: Message,
    actor: By,
    reason: Reason = None,
    at: When = None,
    command_id: CommandId = None,
    as_json: AsJson = False,
) -> None:
    """Put a message into a case, from wherever it is: it is in one place at a time."""
    moved = message_id(message)
    with deployment() as here:
        command = MoveMessage(message_id=moved, case_id=case_id(here, case), reason=reason)
        done = carry_out(here, command, Acting(actor, at, command_id))
    sentence = "message {message_id} is in case {number} now; it came from {came_from}"
    tell(done, Form(as_json), sentence.format_map(done.facts))


def remove_mention(
    case: CaseName,
    message: Message,
    actor: By,
    to: Annotated[
        str, typer.Option("--to", metavar="inbox|CASE", help="Where it goes instead.")
    ] = INBOX,
    reason: Reason = None,
    at: When = None,
    command_id: CommandId = None,
    as_json: AsJson = False,
) -> None:
    """Take a message out of a case; a customer's waits for a person again, or goes to a case."""
    removed = message_id(message)
    with deployment() as here:
        left = case_id(here, case)
        command: DetachMessage | MoveMessage = DetachMessage(
            message_id=removed, from_id=left, reason=reason
        )
        if to != INBOX:
            command = MoveMessage(
                message_id=removed, from_id=left, case_id=case_id(here, to), reason=reason
            )
        done = carry_out(here, command, Acting(actor, at, command_id))
    sentence = "message {message_id} is out of case {number}, {place}"
    if to != INBOX:
        sentence = "message {message_id} is in case {number} now; it came from {came_from}"
    tell(done, Form(as_json), sentence.format_map(done.facts))
