"""Carries out what somebody wants done, and tells the outcome."""

from __future__ import annotations

import os
import pwd
import re
from typing import TYPE_CHECKING, Any, NamedTuple

import typer

from application.actor import Actor
from cli.exits import UsageProblem
from cli.instants import read_instant
from cli.plain import plain
from cli.printing import Form
from domain.permissions import EXTRA

if TYPE_CHECKING:
    from application.dispatch import Outcome
    from bootstrap.wiring import Deployment

ACTOR = re.compile(r"[a-z][a-z_]*:[^\s:\x00-\x1f\x7f][^\x00-\x1f\x7f]*")


class Acting(NamedTuple):
    """What the options of a writing command say."""

    actor: str
    at: str | None = None
    command_id: str | None = None
    if_version: int | None = None


def carry_out(here: Deployment, command: Any, acting: Acting) -> Outcome:
    """Raises UsageProblem, Rejection."""
    occurred_at = read_instant(acting.at, "--at") if acting.at is not None else None
    return here.dispatcher.dispatch(
        command,
        actor=actor_of(acting.actor),
        command_id=acting.command_id,
        occurred_at=occurred_at,
        expected_version=acting.if_version,
    )


def actor_of(text: str, option: str = "--actor") -> Actor:
    """Nobody proves who he is on this command line; the event says which user ran it."""
    if not ACTOR.fullmatch(text):
        raise UsageProblem(f"{option}: {text!r} is not KIND:ID, for example agent:anna")
    return Actor(text, f"os-user:{os_user()}", EXTRA)


def os_user() -> str:
    """As the kernel knows it, whatever the environment says; its number where it has no name."""
    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        return str(os.getuid())


def tell(outcome: Outcome, form: Form, sentence: str) -> None:
    """`sentence` is what a person wants to know; a program gets all of the outcome."""
    if form.as_json:
        return form.document(outcome)
    return typer.echo(plain(f"{sentence}{before(outcome.repeated)}"))


def before(repeated: bool) -> str:
    return " (done before with this command id)" if repeated else ""


def signed(actor: str | None, authority: str | None) -> str:
    """Who did it, and how we know."""
    return actor or "" if authority is None else f"{actor} ({authority})"
