"""`caseledger held`: records that wait behind a fault of ours, in order, by key."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import msgspec
import typer

from application.ledger import HeldRecord
from cli.acting import actor_of, before, signed
from cli.exits import CheckFailed
from cli.groups import group
from cli.opening import deployment
from cli.options import AsCsv, AsJson, By, CommandId, Limit, Zone
from cli.plain import plain
from cli.printing import Column, Form

app = group("Records that wait behind a fault of ours.")

Key = Annotated[str, typer.Argument(metavar="KEY", help="As `held list` shows it.")]


class Shown(msgspec.Struct, frozen=True):
    id: int
    hold_key: str
    place: str
    fault: str | None
    attempts: int
    held_at: datetime


COLUMNS = (
    Column("ID", lambda e: e.id, right=True),
    Column("KEY", lambda e: e.hold_key, grows=True),
    Column("RECORD", lambda e: e.place),
    Column("HELD", lambda e: e.held_at),
    Column("ATTEMPTS", lambda e: e.attempts, right=True),
    Column("FAULT", lambda e: e.fault or "waits", grows=True),
)

ACTS = (
    Column("WHEN", lambda e: e.acted_at),
    Column("ACT", lambda e: e.act),
    Column("KEY", lambda e: e.hold_key, grows=True),
    Column("TAKEN", lambda e: e.taken, right=True),
    Column("LEFT", lambda e: e.left_behind, right=True),
    Column("WHO", lambda e: signed(e.actor, e.authority), grows=True),
    Column("FAULT", lambda e: e.fault, grows=True),
)


@app.command("list")
def list_(
    key: Annotated[str | None, typer.Argument(metavar="[KEY]", help="Only behind it.")] = None,
    limit: Limit = 1000,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    zone: Zone = None,
) -> None:
    """List held records in the order in which they wait."""
    form = Form(as_json, as_csv, zone)
    with deployment() as here:
        found = [shown(each) for each in here.ledger.held(key, limit=limit)]
    form.listing(found, COLUMNS, empty="nothing is held")


@app.command()
def history(
    key: Annotated[str | None, typer.Argument(metavar="[KEY]", help="Only behind it.")] = None,
    limit: Limit = 100,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    zone: Zone = None,
) -> None:
    """List who retried and buried held records, and what came of it, the newest first."""
    form = Form(as_json, as_csv, zone)
    with deployment() as here:
        found = here.ledger.held_acts(key, limit=limit)
    form.listing(found, ACTS, empty="nobody retried or buried held records")


@app.command()
def retry(key: Key, actor: By, command_id: CommandId = None, as_json: AsJson = False) -> None:
    """Take the records behind a key again, in order. Status 5 when a fault stops it."""
    form, who = Form(as_json), actor_of(actor)
    with deployment() as here:
        drained = here.retrying.held(key, who, command_id)
    if form.as_json:
        form.document(drained)
    else:
        done = before(drained.repeated)
        typer.echo(f"{drained.taken} records taken, {drained.left} left{done}")
    if drained.fault is not None:
        raise CheckFailed(plain(f"held {key}: {drained.fault}"))


@app.command()
def bury(key: Key, actor: By, command_id: CommandId = None, as_json: AsJson = False) -> None:
    """Make the first record behind a key a dead letter, so that the others can go on."""
    form, who = Form(as_json), actor_of(actor)
    with deployment() as here:
        done = here.retrying.bury(key, who, command_id)
    if form.as_json:
        return form.document({"hold_key": key, "left": done.left, "repeated": done.repeated})
    said = f"held {key}: the first record is a dead letter now, {done.left} left"
    typer.echo(plain(said + before(done.repeated)))
    return None


def shown(held: HeldRecord) -> Shown:
    record = held.record
    place = f"{record.topic}:{record.partition}:{record.offset}"
    return Shown(held.id, held.hold_key, place, held.fault, held.attempts, held.held_at)
