"""`caseledger ingest`: the worker; and what an operator decides when records are lost."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

import typer

from application.ledger import Ledger, Stop
from bootstrap.roles import ingest as role
from cli.acting import actor_of
from cli.exits import NotFound, UsageProblem
from cli.groups import group
from cli.naming import as_id
from cli.opening import deployment
from cli.options import AsJson, By
from cli.printing import Form

app = group(
    "Take channel events from Kafka into cases.",
    invoke_without_command=True,
    no_args_is_help=False,
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
    as_json: AsJson = False,
) -> None:
    """Let a stopped partition go on without the records that are missing.

    The loss is recorded and counted; `caseledger status` names the missing range.
    """
    with deployment() as here:
        stop = _stop(here.ledger, topic, partition)
        who = actor_of(actor).id
        loss = here.ledger.accept_loss(stop.topic_id, partition, actor=who, at=here.clock())
    form = Form(as_json)
    if form.as_json:
        return form.document(loss)
    missing = f"offsets {loss.missing_from} to {loss.missing_to - 1}"
    typer.echo(f"{loss.topic}:{partition} goes on; {missing} are missing, {loss.records} lost")
    return None


def _stop(ledger: Ledger, topic: str, partition: int) -> Stop:
    """Raises NotFound, UsageProblem."""
    id: UUID | None = as_id(topic)
    found = [
        stop
        for stop in ledger.stops()
        if stop.partition == partition and (stop.topic == topic or stop.topic_id == id)
    ]
    if not found:
        raise NotFound(f"partition: {topic}:{partition} is not stopped")
    if len(found) > 1:
        ids = ", ".join(str(stop.topic_id) for stop in found)
        raise UsageProblem(f"topic: {topic} was made more than once; give one of the ids {ids}")
    return found[0]
