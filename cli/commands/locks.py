"""`caseledger locks`: who works on which mail alone."""

from __future__ import annotations

from typing import Annotated

import typer

from application.looking.locks import lock_history, lock_state
from cli.acting import Acting, carry_out, tell
from cli.groups import group
from cli.naming import message_id
from cli.opening import deployment
from cli.options import AsCsv, AsJson, By, CommandId, Zone
from cli.printing import Column, Form
from domain.lock.commands import LockMessage, ReleaseLock
from domain.team.person import bare
from projections.queries.locks import locks_held

app = group("Mails that somebody works on alone.")

Mail = Annotated[str, typer.Argument(metavar="MESSAGE", help="Its id.")]

COLUMNS = (
    Column("HOLDER", lambda k: k.holder, grows=True),
    Column("UNTIL", lambda k: k.until),
    Column("TAKEN", lambda k: k.taken_at),
    Column("CASE", lambda k: k.number),
    Column("MESSAGE", lambda k: k.message_id or "the whole case"),
)
HISTORY = (
    Column("AT", lambda k: k.at),
    Column("WHAT", lambda k: k.what),
    Column("ON", lambda k: k.on),
    Column("HOLDER", lambda k: k.holder, grows=True),
    Column("UNTIL", lambda k: k.until),
    Column("WHO", lambda k: k.actor, grows=True),
)


@app.command("list")
def list_(
    holder: Annotated[str | None, typer.Option(help="Only of this agent.")] = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    zone: Zone = None,
) -> None:
    """List the locks that hold now, the one that ends first before the others."""
    form = Form(as_json, as_csv, zone)
    with deployment() as here, here.reader.reading() as reading:
        only = bare(holder) if holder is not None else None
        found = locks_held(reading, here.clock(), holder=only)
    form.listing(found, COLUMNS, empty="nothing is locked")


@app.command()
def show(mail: Mail, as_json: AsJson = False, zone: Zone = None) -> None:
    """Show whether a mail is locked, by whom and until when."""
    id = message_id(mail)
    with deployment() as here:
        found = lock_state(here.store, here.ids, id, here.clock())
    state = "locked" if found.holder is not None else "free"
    lines = (("message", id), ("state", state), ("by", found.holder), ("until", found.until))
    Form(as_json, zone=zone).record(found, (*lines, ("on", found.on)))


@app.command()
def take(mail: Mail, actor: By, command_id: CommandId = None, as_json: AsJson = False) -> None:
    """Open a mail to work on it alone; one's own lock lasts longer then."""
    with deployment() as here:
        done = carry_out(
            here, LockMessage(message_id=message_id(mail)), Acting(actor, None, command_id)
        )
    sentence = "message {message_id} of case {number} is locked by {holder} until {until}"
    tell(done, Form(as_json), sentence.format_map(done.facts))


@app.command()
def release(
    mail: Mail,
    actor: By,
    breaking: Annotated[
        bool, typer.Option("--break", help="Also that of another: for supervisors.")
    ] = False,
    command_id: CommandId = None,
    as_json: AsJson = False,
) -> None:
    """Give a mail free."""
    command = ReleaseLock(message_id=message_id(mail), breaking=breaking)
    with deployment() as here:
        done = carry_out(here, command, Acting(actor, None, command_id))
    tell(
        done, Form(as_json), "message {message_id} of case {number} is free".format_map(done.facts)
    )


@app.command()
def history(mail: Mail, as_json: AsJson = False, as_csv: AsCsv = False, zone: Zone = None) -> None:
    """Show who held a mail when; locks end by themselves at UNTIL."""
    form = Form(as_json, as_csv, zone)
    with deployment() as here:
        found = lock_history(here.store, here.ids, message_id(mail))
    form.listing(found, HISTORY, empty="nobody ever locked it")
