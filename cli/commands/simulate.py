"""`caseledger simulate`: generates channel events and sends them to Kafka."""

from __future__ import annotations

from collections import Counter
from contextlib import closing
from datetime import timedelta
from typing import Annotated

import typer

from application.actor import Actor
from bootstrap.addresses import kafka_connection
from bootstrap.demo.setting_up import set_up
from bootstrap.wiring import Deployment
from cli.acting import actor_of
from cli.exits import FAILED, UsageProblem
from cli.groups import single
from cli.instants import read_instant
from cli.opening import deployment
from cli.options import AsJson
from cli.printing import Form
from cli.progress import progress
from ingest.publishing.deliver import connect, deliver
from ingest.publishing.lines import Ready, Undelivered
from ingest.simulation.cast import DEFAULT_PROFILES
from ingest.simulation.generate import generate
from ingest.simulation.steps import Publish

app = single()


@app.command()
def simulate(
    seed: Annotated[int, typer.Option(help="The same seed generates the same bytes.")] = 1,
    messages: Annotated[int, typer.Option(min=1, help="How many records.")] = 2_000,
    days: Annotated[int, typer.Option(min=1, max=3_650, help="Over how many days.")] = 90,
    start: Annotated[
        str | None, typer.Option(metavar="INSTANT", help="The first day; else so many days ago.")
    ] = None,
    register_profiles: Annotated[
        bool, typer.Option("--register", help="Register the five profiles first.")
    ] = False,
    actor: Annotated[
        str | None, typer.Option(metavar="KIND:ID", help="Who registers; needed with --register.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Send generated traffic: customers, echoes, duplicates, and some invalid records.

    Nobody answers or resolves anything; `caseledger demo` plays the agents too.
    """
    with deployment() as here:
        begins = (
            read_instant(start, "--start")
            if start is not None
            else here.clock() - timedelta(days=days)
        )
        if register_profiles:
            by = _registering(actor)
            set_up(here.store, here.ids, here.dispatcher, begins, actor=by)
        steps = generate(
            seed, profiles=DEFAULT_PROFILES, start=begins, days=days, messages=messages
        )
        records = [step for step in steps if isinstance(step, Publish)]
        failed = _send(here, records)
    notes = Counter(record.note for record in records)
    form = Form(as_json)
    if form.as_json:
        form.document({"sent": len(records) - failed, "failed": failed, "notes": dict(notes)})
    else:
        typer.echo(f"{len(records) - failed} records sent")
        for note, number in notes.most_common():
            typer.echo(f"  {number:>6}  {note}")
        if not register_profiles:
            typer.echo("profiles that nobody has registered end as dead letters; see --register")
    if failed:
        raise typer.Exit(FAILED)


def _registering(actor: str | None) -> Actor:
    """Raises UsageProblem."""
    if actor is None:
        raise UsageProblem("--actor: is needed with --register, which writes")
    return actor_of(actor)


def _send(here: Deployment, records: list[Publish]) -> int:
    """How many were not confirmed."""
    lines = (Ready(n, each.key, each.value, each.headers) for n, each in enumerate(records, 1))
    failed = 0
    with (
        closing(connect(**kafka_connection(here.settings))) as producer,
        progress("records") as advance,
    ):
        for outcome in deliver(lines, producer, here.settings.topic_in):
            failed += isinstance(outcome, Undelivered)
            advance(outcome.number, len(records))
    return failed
