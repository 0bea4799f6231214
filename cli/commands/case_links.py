"""Parent and child cases."""

from __future__ import annotations

from typing import Annotated

import typer

from application.looking.new_cases import known_case, offer
from application.looking.streams import Streams
from cli.acting import Acting, actor_of, carry_out, tell
from cli.naming import case_id
from cli.opening import deployment
from cli.options import As, AsCsv, AsJson, By, CaseName, CommandId, IfVersion, When
from cli.printing import Column, Form
from domain.case.commands import CreateChild, DetachChild, LinkChild
from domain.case.starting_commands import StartCase
from domain.team.person import person_in

Customer = Annotated[str, typer.Option(help="Whom the child is addressed to.")]
From = Annotated[
    str | None,
    typer.Option(help="The profile that it goes out on; else the one that fits, or the last used."),
]
Note = Annotated[str | None, typer.Option(help="A first note, where the policy takes one.")]
Call = Annotated[bool, typer.Option("--call", help="Ask for an outgoing call to him.")]

OPTIONS = (
    Column("CASE", lambda o: o.case),
    Column("CALL", lambda o: o.call),
    Column("PROFILE", lambda o: o.profile, grows=True),
)


def add_to(app: typer.Typer) -> None:
    for function in (child, new, options, link, detach):
        app.command()(function)


def child(
    parent: CaseName,
    customer: Customer,
    actor: By,
    profile: From = None,
    title: Annotated[str | None, typer.Option()] = None,
    note: Note = None,
    call: Call = False,
    at: When = None,
    command_id: CommandId = None,
    if_version: IfVersion = None,
    as_json: AsJson = False,
) -> None:
    """Open a child case, addressed to anybody whom a profile can reach."""
    with deployment() as here:
        command = CreateChild(
            parent_id=case_id(here, parent),
            profile_id=profile,
            customer_id=customer,
            title=title,
            note=note,
            call=call,
        )
        done = carry_out(here, command, Acting(actor, at, command_id, if_version))
    sentence = "case {number} is open ({status}) on {profile}, a child of {parent}"
    tell(done, Form(as_json), sentence.format_map(done.facts) + _called(call))


def new(
    actor: By,
    customer: Annotated[
        str | None, typer.Option(help="Whom it is addressed to; else the customer of --from.")
    ] = None,
    page: Annotated[
        str | None,
        typer.Option("--from", metavar="CASE", help="The case that one was looking at."),
    ] = None,
    profile: From = None,
    title: Annotated[str | None, typer.Option()] = None,
    note: Note = None,
    call: Call = False,
    at: When = None,
    command_id: CommandId = None,
    as_json: AsJson = False,
) -> None:
    """Open a case of its own, addressed to anybody whom a profile can reach."""
    with deployment() as here:
        command = StartCase(
            customer_id=customer,
            from_id=case_id(here, page) if page is not None else None,
            profile_id=profile,
            title=title,
            note=note,
            call=call,
        )
        done = carry_out(here, command, Acting(actor, at, command_id))
    sentence = "case {number} is open ({status}) on {profile}"
    tell(done, Form(as_json), sentence.format_map(done.facts) + _called(call))


def options(
    case: CaseName,
    contact: Annotated[
        str | None,
        typer.Option(help="The address, number or name that was clicked on; without it, +."),
    ] = None,
    viewer: As = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """Say what can be opened from a case: a new one or a child, with or without a call."""
    form = Form(as_json, as_csv)
    with deployment() as here:
        agent = person_in(actor_of(viewer, "--as").id) if viewer is not None else None
        streams = Streams(here.store)
        found = offer(streams, here.ids, known_case(streams, case_id(here, case)), contact, agent)
    foot = "one has to choose" if found.window else "no choice: this is opened at once"
    form.listing(found.options, OPTIONS, document=found, foot=foot)


def _called(call: bool) -> str:
    return "; a call is asked for, not made yet" if call else ""


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
