"""Going on with the matter of a settled case."""

from __future__ import annotations

from typing import Annotated

import typer

from cli.acting import Acting, carry_out, tell
from cli.commands.case_work import read_text
from cli.naming import case_id, message_id
from cli.opening import deployment
from cli.options import AsJson, By, CaseName, CommandId, IfVersion, When
from cli.printing import Form
from domain.case.follow_up_commands import FollowUp


def add_to(app: typer.Typer) -> None:
    app.command()(follow_up)


def follow_up(
    case: CaseName,
    text: Annotated[
        str,
        typer.Option("--answer", metavar="TEXT", help="The mail; - reads it from standard input."),
    ],
    actor: By,
    in_reply_to: Annotated[
        str | None,
        typer.Option(metavar="MESSAGE", help="The mail that it relates to; else the newest."),
    ] = None,
    at: When = None,
    command_id: CommandId = None,
    if_version: IfVersion = None,
    as_json: AsJson = False,
) -> None:
    """Write to the customer of a settled case: the mail opens a follow-up case."""
    related = message_id(in_reply_to, "--in-reply-to") if in_reply_to is not None else None
    with deployment() as here:
        command = FollowUp(case_id=case_id(here, case), text=read_text(text), in_reply_to=related)
        done = carry_out(here, command, Acting(actor, at, command_id, if_version))
    sentence = "case {number} follows up case {follow_up_of}, with mail {message_id}, {delivery}"
    tell(done, Form(as_json), sentence.format_map(done.facts))
