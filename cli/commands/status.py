"""`caseledger status`: how far every role, partition and view is."""

from __future__ import annotations

from typing import Annotated

import typer

from bootstrap.heartbeats import Heartbeat
from bootstrap.standing import GONE, Line, Standing, standing
from cli.groups import single
from cli.instants import span
from cli.opening import deployment
from cli.options import AsCsv, AsJson
from cli.printing import Column, Form

app = single()

UNKNOWN = "unknown"
NOTHING = "nothing was read yet"


def _seconds(line: Line) -> str:
    if line.state == GONE:
        return ""
    return UNKNOWN if line.lag_seconds is None else span(line.lag_seconds)


def _records(line: Line) -> str | int:
    if line.state == GONE:
        return ""
    return UNKNOWN if line.lag_records is None else line.lag_records


LINES = (
    Column("ROLE", lambda e: e.role),
    Column("WHAT", lambda e: e.what, grows=True),
    Column("POSITION", lambda e: e.position, right=True),
    Column("LAG", _records, right=True),
    Column("LAG IN TIME", _seconds, right=True),
    Column("STATE", lambda e: e.state),
    Column("LAST ERROR", lambda e: e.last_error, grows=True),
)


def _seen(beat: Heartbeat) -> str:
    return f"{span(beat.age)} ago"


WORKERS = (
    Column("ROLE", lambda e: e.role),
    Column("PROCESS", lambda e: e.worker, grows=True),
    Column("STATE", lambda e: e.state),
    Column("SEEN", _seen, right=True),
    Column("LAST ERROR", lambda e: e.status.get("last_error"), grows=True),
)


Gone = Annotated[bool, typer.Option("--gone", help="List partitions of gone topics, too.")]


@app.command()
def status(gone: Gone = False, as_json: AsJson = False, as_csv: AsCsv = False) -> None:
    """Show position and lag of every role: partitions, views, relays; then the processes.

    Where the broker cannot tell where a partition ends, the lag is unknown, not 0.
    """
    form = Form(as_json, as_csv)
    with deployment() as here:
        found = standing(here)
    lines = [each for each in found.lines if gone or each.state != GONE]
    form.listing(lines, LINES, document=found, foot=_left_out(found, lines), empty=NOTHING)
    if not form.for_people:
        return
    typer.echo("")
    form.listing(found.workers, WORKERS, empty="no process has given a sign of life")
    typer.echo(
        f"\nlog at position {found.log_position}; {found.held_keys} held keys with"
        f" {found.held_records} records; {found.open_letters} open dead letters;"
        f" {len(found.stops)} stopped partitions; broker {found.broker}"
    )


def _left_out(found: Standing, lines: list[Line]) -> str | None:
    left_out = len(found.lines) - len(lines)
    if left_out == 0:
        return None
    return f"{left_out} partitions of topics that are gone are not listed (--gone)"
