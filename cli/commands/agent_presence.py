"""Who is there to take cases, and who has how many."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from application.looking.presences import AvailabilityChange, changes_of, loads_of, status_of
from cli.acting import Acting, carry_out, tell
from cli.opening import deployment
from cli.options import AsCsv, AsJson, By, CommandId, Zone
from cli.printing import Column, Form
from domain.team.commands import SetAvailability

Id = Annotated[str, typer.Argument(metavar="ID")]

CHANGES: tuple[Column, ...] = (
    Column("AT", lambda c: c.at),
    Column("AVAILABILITY", lambda c: c.availability),
    Column("ACTOR", lambda c: c.actor, grows=True),
    Column("AUTHORITY", lambda c: c.authority, grows=True),
)
LOADS: tuple[Column, ...] = (
    Column("AGENT", lambda a: a.agent, grows=True),
    Column("AVAILABILITY", lambda a: a.availability),
    Column("OPEN CASES", lambda a: a.open_cases, right=True),
    Column("CAPACITY", lambda a: a.capacity, right=True),
)


def add_to(app: typer.Typer) -> None:
    for function in (available, away, status, presence, load):
        app.command()(function)


def available(id: Id, actor: By, command_id: CommandId = None, as_json: AsJson = False) -> None:
    """Say that an agent is there."""
    _say(id, "available", Acting(actor, None, command_id), Form(as_json))


def away(id: Id, actor: By, command_id: CommandId = None, as_json: AsJson = False) -> None:
    """Say that an agent is away."""
    _say(id, "away", Acting(actor, None, command_id), Form(as_json))


def _say(id: str, what: Literal["available", "away"], acting: Acting, form: Form) -> None:
    with deployment() as here:
        done = carry_out(here, SetAvailability(agent=id, availability=what), acting)
    already = "" if done.facts["changed"] else " already"
    tell(done, form, f"agent {done.facts['agent']} is {what}{already}")


def status(id: Id, as_json: AsJson = False, zone: Zone = None) -> None:
    """Show whether an agent is there, and how many open cases he has."""
    with deployment() as here:
        found = status_of(here.store, here.ids, id)
    lines: list[tuple[str, object]] = [
        ("agent", found.agent),
        ("availability", found.availability),
        ("since", found.since),
        ("open cases", found.open_cases),
        ("capacity", found.capacity),
    ]
    Form(as_json, zone=zone).record(found, lines)


def presence(id: Id, as_json: AsJson = False, as_csv: AsCsv = False, zone: Zone = None) -> None:
    """Show when an agent was there and away, and who said so."""
    form = Form(as_json, as_csv, zone)
    with deployment() as here:
        found: list[AvailabilityChange] = changes_of(here.store, here.ids, id)
    form.listing(found, CHANGES, empty=f"agent {id} was always available")


def load(as_json: AsJson = False, as_csv: AsCsv = False) -> None:
    """List how many open cases each agent has."""
    form = Form(as_json, as_csv)
    with deployment() as here:
        found = loads_of(here.store, here.ids)
    form.listing(found, LOADS, empty="nobody has an open case")
