"""Moving open cases to the policy that their profile has by now."""

from __future__ import annotations

from typing import Annotated

import typer

from application.handling.binding import listed
from application.policies.moving import batches
from application.policies.outlook import Outlook, outlook, prospect
from application.rehearsal import Rehearsal
from bootstrap.wiring import Deployment
from cli.acting import Acting, carry_out
from cli.exits import REFUSED, UsageProblem
from cli.naming import case_id, must_be_registered
from cli.opening import deployment
from cli.options import AsJson, By
from cli.outlook import rehearse, shown, tell_ahead
from cli.plain import plain
from cli.printing import Form, say
from cli.progress import progress
from domain.case.errors import CaseNotOpen
from domain.case.rebinding_commands import RebindCases
from domain.policy.errors import RebindingRefused

Name = Annotated[str | None, typer.Argument(metavar="PROFILE", help="All open cases of it.")]
One = Annotated[str | None, typer.Option("--case", metavar="CASE", help="This case alone.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what would move, write nothing.")]


def add_to(app: typer.Typer) -> None:
    app.command()(rebind)


def rebind(
    actor: By,
    profile: Name = None,
    case: One = None,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Move open cases to the policy of today: statuses by name, else by category; all or none."""
    if (profile is None) == (case is None):
        raise UsageProblem("profile: give a profile, or --case, and not both")
    form, acting = Form(as_json), Acting(actor)
    with deployment() as here:
        _, rehearsal = rehearse(here, RebindCases(case_ids=()), acting)
        ahead = (
            _of_profile(here, profile, rehearsal)
            if profile
            else _of_case(here, str(case), rehearsal)
        )
        name = profile or f"case {case}"
        if dry_run:
            tell_ahead({}, [shown(name, ahead)], form, "dry run: nothing is written")
            raise typer.Exit(REFUSED if ahead.conflict else 0)
        if ahead.conflict:
            raise RebindingRefused(**listed(ahead.hindrances))
        moved = _move(here, ahead, acting)
    if form.as_json:
        return form.document({"moved": moved, "kept": [each.number for each in ahead.keep]})
    return say(plain(f"{name}: moved {len(moved)} open cases, left {len(ahead.keep)}"))


def _of_profile(here: Deployment, profile: str, rehearsal: Rehearsal) -> Outlook:
    must_be_registered(here, profile)
    return outlook(rehearsal.unit, profile)


def _of_case(here: Deployment, name: str, rehearsal: Rehearsal) -> Outlook:
    """Raises CaseNotOpen."""
    unit = rehearsal.unit
    case = unit.case(case_id(here, name))
    if not case.is_open:
        raise CaseNotOpen(case_id=case.id, number=case.number, status=case.status)
    found = prospect(case, unit.conversation_of(case), unit)
    if found.hindrance is not None:
        return Outlook(keep=[], move=[], conflict=[found])
    return Outlook(
        keep=[] if found.moves else [found], move=[found] if found.moves else [], conflict=[]
    )


def _move(here: Deployment, ahead: Outlook, acting: Acting) -> list[str]:
    """Batch by batch. What was broken off is gone on with by the same command."""
    moved: list[str] = []
    with progress("cases") as advance:
        for batch in batches(ahead.move, acting.actor):
            done = carry_out(here, batch.command, acting._replace(command_id=batch.command_id))
            moved += done.facts["moved"]
            advance(len(moved), len(ahead.move))
    return moved
