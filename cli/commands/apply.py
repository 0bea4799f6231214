"""`caseledger apply`: a deployment set up from one readable file, as often as one likes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import msgspec
import typer

from application.setup.applying import Applying, in_numbers
from application.setup.document import read_setup
from cli.acting import actor_of
from cli.exits import UsageProblem
from cli.groups import single
from cli.instants import read_instant
from cli.opening import deployment
from cli.options import AsJson, By, When
from cli.plain import plain
from cli.printing import Form
from cli.progress import progress

app = single()

File = Annotated[
    Path, typer.Argument(exists=True, dir_okay=False, help="A YAML file; docs/setup.md.")
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what would change, write nothing.")]


class Changed(msgspec.Struct, frozen=True):
    """What became, or would become, of one item."""

    place: str
    outcome: str
    changes: Sequence[str]


@app.command()
def apply(
    file: File, actor: By, dry_run: DryRun = False, at: When = None, as_json: AsJson = False
) -> None:
    """Make people, queues, rules, policies and profiles what a file says; the rest stays."""
    form = Form(as_json)
    occurred_at = read_instant(at, "--at") if at is not None else None
    setup = read_setup(_text(file), file.parent)
    with deployment() as here:
        applying = Applying(here.store, here.ids, actor_of(actor), occurred_at=occurred_at)
        plan = applying.plan(setup)
        if not dry_run:
            with progress(file.name) as advance:
                applying.carry_out(plan, here.dispatcher, advance)
    told = [Changed(each.place, each.outcome, each.words) for each in plan]
    if form.as_json:
        return form.document({"written": not dry_run, "items": told})
    for each in told:
        if each.outcome != "unchanged":
            typer.echo(plain(": ".join(filter(None, (each.place, _line(each))))))
    return typer.echo(
        plain(f"{'would apply' if dry_run else 'applied'} {file.name}: {in_numbers(plan)}")
    )


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise UsageProblem(f"{file}: must be text in UTF-8") from None


def _line(changed: Changed) -> str:
    return "; ".join((changed.outcome, *changed.changes))
