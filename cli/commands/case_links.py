"""Parent and child cases."""

from __future__ import annotations

from typing import Annotated

import typer

from cli.acting import Acting, carry_out, tell
from cli.naming import case_id
from cli.opening import deployment
from cli.options import AsJson, By, CaseName, CommandId, IfVersion, When
from cli.printing import Form
from domain.case.commands import CreateChild, DetachChild, LinkChild


def add_to(app: typer.Typer) -> None:
    for function in (child, link, detach):
        app.command()(function)


def child(
    parent: CaseName,
    profile: Annotated[str, typer.Argument(help="The profile that the child goes out on.")],
    customer: Annotated[str, typer.Argument(help="Whom the child is addressed to.")],
    actor: By,
    title: Annotated[str | None, typer.Option()] = None,
    at: When = None,
    command_id: CommandId = None,
    if_version: IfVersion = None,
    as_json: AsJson = False,
) -> None:
    """Open a child case, addressed to anybody whom a profile can reach."""
    with deployment() as here:
        command = CreateChild(
            parent_id=case_id(here, parent), profile_id=profile, customer_id=customer, title=title
        )
        done = carry_out(here, command, Acting(actor, at, command_id, if_version))
    sentence = "case {number} is open ({status}), a child of {parent}"
    tell(done, Form(as_json), sentence.format_map(done.facts))


def link(
    parent: CaseName,
    child: Annotated[str, typer.Argument(metavar="CHILD", help="Its number or id.")],
    actor: By,
    at: When = None,
    command_id: CommandId = None,
    if_version: IfVersion = None,
    as_json: AsJson = False,
) -> None:
    """Make one case the child of another."""
    with deployment() as here:
        command = LinkChild(parent_id=case_id(here, parent), child_id=case_id(here, child))
        done = carry_out(here, command, Acting(actor, at, command_id, if_version))
    tell(done, Form(as_json), "case {number} is a child of {parent} now".format_map(done.facts))


def detach(
    child: Annotated[str, typer.Argument(metavar="CHILD", help="Its number or id.")],
    actor: By,
    at: When = None,
    command_id: CommandId = None,
    if_version: IfVersion = None,
    as_json: AsJson = False,
) -> None:
    """Detach a child from its parent; what it inherited stays."""
    with deployment() as here:
        command = DetachChild(child_id=case_id(here, child))
        done = carry_out(here, command, Acting(actor, at, command_id, if_version))
    sentence = "case {number} is detached from {detached_from}"
    tell(done, Form(as_json), sentence.format_map(done.facts))
