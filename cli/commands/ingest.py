"""`caseledger ingest`: the worker; and what an operator decides when records are lost."""

from __future__ import annotations

from typing import Annotated

import msgspec
import typer

from application.intake import accepting
from bootstrap.roles import ingest as role
from cli.acting import actor_of, before, signed
from cli.groups import group
from cli.opening import deployment
from cli.options import AsCsv, AsJson, By, CommandId, Zone
from cli.printing import Column, Form

app = group(
    "Take channel events from Kafka into cases.",
    invoke_without_command=True,
    no_args_is_help=False,
)

LOSSES = (
    Column("ACCEPTED", lambda e: e.accepted_at),
    Column("PARTITION", lambda e: f"{e.topic}:{e.partition}"),
    Column("MISSING", lambda e: f"{e.missing_from} to {e.missing_to - 1}"),
    Column("LOST", lambda e: e.records, right=True),
    Column("WHO", lambda e: signed(e.actor, e.authority), grows=True),
    Column("REASON", lambda e: e.reason, grows=True),
)


@app.callback()
def ingest(context: typer.Context) -> None:
    """Take channel events from Kafka into cases, until SIGTERM or Ctrl-C."""
    if context.invoked_subcommand is None:
        with deployment() as here:
            raise typer.Exit(role.run(here))


@app.command("accept-loss")
def accept_loss(
    topic: Annotated[str, typer.Argument(help="Its name or id.")],
    partition: Annotated[int, typer.Argument(min=0)],
    actor: By,
    command_id: CommandId = None,
    as_json: AsJson = False,
) -> None:
    """Let a stopped partition go on without the records that are missing.

    The loss is recorded and counted; `caseledger status` names the missing range.
    """
    form, who = Form(as_json), actor_of(actor)
    with deployment() as here:
        done = accepting.accept_loss(here.store, topic, partition, who, command_id)
    loss = done.loss
    if form.as_json:
        return form.document(msgspec.structs.asdict(loss) | {"repeated": done.repeated})
    missing = f"offsets {loss.missing_from} to {loss.missing_to - 1} are missing"
    said = f"{loss.topic}:{partition} goes on; {missing}, {loss.records} lost"
    typer.echo(said + before(done.repeated))
    return None


@app.command()
def losses(as_json: AsJson = False, as_csv: AsCsv = False, zone: Zone = None) -> None:
    """List the losses that were accepted, and who accepted them."""
    form = Form(as_json, as_csv, zone)
    with deployment() as here:
        found = here.ledger.losses()
    form.listing(found, LOSSES, empty="no loss was ever accepted")
