"""`caseledger queues`: what they are (see `cli.defining`), who waits in one, and the next case."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

import msgspec
import typer

from application.definitions.book import DefinitionBook
from application.looking.streams import Streams
from cli.acting import Acting, carry_out, tell
from cli.defining import defining
from cli.opening import deployment
from cli.options import AsCsv, AsJson, By, CommandId, Limit, When, Zone
from cli.printing import Column, Form
from domain.case.queue_commands import TakeNext
from domain.definition.errors import UnknownDefinition
from domain.definition.queue import Queue

app = defining(Queue)

Name = Annotated[str, typer.Argument(metavar="QUEUE")]


class Waiting(msgspec.Struct, frozen=True):
    turn: int
    number: str
    priority: str
    since: datetime
    case_id: UUID


COLUMNS = (
    Column("TURN", lambda w: w.turn, right=True),
    Column("CASE", lambda w: w.number),
    Column("PRIORITY", lambda w: w.priority),
    Column("WAITS SINCE", lambda w: w.since),
)


@app.command()
def waiting(
    queue: Name,
    limit: Limit = 50,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    zone: Zone = None,
) -> None:
    """List who waits in a queue and since when, the next one first."""
    form = Form(as_json, as_csv, zone)
    with deployment() as here:
        found = DefinitionBook(here.ids).find(Streams(here.store), Queue, queue)
        if found is None:
            raise UnknownDefinition(kind=Queue.KIND, id=queue, field="queue")
        places = here.store.ledger.waiting(queue, found.order, limit=limit)
    lines = [
        Waiting(turn, place.number, place.priority, place.since, case_id)
        for turn, (case_id, place) in enumerate(places, start=1)
    ]
    form.listing(lines, COLUMNS, empty=f"no case waits in {queue}")


@app.command("next")
def next_(
    queue: Name,
    actor: By,
    at: When = None,
    command_id: CommandId = None,
    as_json: AsJson = False,
) -> None:
    """Take the next case of a queue: yours is the one that waits longest."""
    with deployment() as here:
        done = carry_out(here, TakeNext(queue=queue), Acting(actor, at, command_id))
    sentence = "case {number} is {status}, and {assignee} has it"
    tell(done, Form(as_json), sentence.format_map(done.facts))
