"""`caseledger dead-letters`: records that could not be taken, whole, with the reason."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Annotated, Any, Literal

import msgspec
import typer

from application.ledger import DeadLetter
from bootstrap.wiring import Deployment
from cli.acting import actor_of, before, signed
from cli.exits import REFUSED, UsageProblem
from cli.groups import group
from cli.opening import deployment
from cli.options import AsCsv, AsJson, By, CommandId, Limit, Zone
from cli.plain import plain
from cli.printing import Column, Form, warn
from cli.progress import progress
from cli.refusals import refusal
from domain.errors import Rejection

app = group("Records that could not be taken.")

PAGE = 100
Ids = Annotated[list[int] | None, typer.Argument(metavar="ID...", help="Of the dead letters.")]
All = Annotated[bool, typer.Option("--all", help="All open ones.")]
Code = Annotated[str | None, typer.Option(help="All open ones with this reason.")]


class Shown(msgspec.Struct, frozen=True):
    """Key, value and headers as text, with U+FFFD for what is no UTF-8."""

    id: int
    place: str
    code: str
    field: str
    rule: str
    attempts: int
    state: str
    outcome: str | None
    actor: str | None
    authority: str | None
    command_id: str | None
    buried_at: datetime
    broker_time: datetime
    key: str | None
    value: str | None
    headers: dict[str, str]


COLUMNS = (
    Column("ID", lambda e: e.id, right=True),
    Column("RECORD", lambda e: e.place),
    Column("BURIED", lambda e: e.buried_at),
    Column("STATE", lambda e: e.state),
    Column("REASON", lambda e: e.code),
    Column("FIELD", lambda e: e.field, grows=True),
    Column("RULE", lambda e: e.rule, grows=True),
    Column("WHO", lambda e: signed(e.actor, e.authority), grows=True),
)


class Outcome(msgspec.Struct, frozen=True):
    id: int
    outcome: str
    repeated: bool = False


@app.command("list")
def list_(
    state: Annotated[Literal["open", "retried", "discarded", "all"], typer.Option()] = "open",
    after: Annotated[int, typer.Option(min=0, help="Begin behind this id.")] = 0,
    limit: Limit = 100,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    zone: Zone = None,
) -> None:
    """List dead letters, the oldest first."""
    form = Form(as_json, as_csv, zone)
    wanted = None if state == "all" else state
    with deployment() as here:
        found = here.ledger.letters(state=wanted, after=after, limit=limit)
    more = f"go on with --after {found[-1].id}" if len(found) == limit else None
    form.listing([shown(each) for each in found], COLUMNS, foot=more, empty="no dead letter")


@app.command()
def show(
    letter: Annotated[int, typer.Argument(metavar="ID")],
    raw: Annotated[bool, typer.Option("--raw", help="Only the value, byte for byte.")] = False,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    zone: Zone = None,
) -> None:
    """Show one dead letter with its original bytes."""
    form = Form(as_json, as_csv, zone)
    with deployment() as here:
        found = here.ledger.letter(letter)
    if raw:
        typer.get_binary_stream("stdout").write(found.record.value or b"")
        return
    each = shown(found)
    form.record(
        each, [(name, _line(value)) for name, value in msgspec.structs.asdict(each).items()]
    )


@app.command()
def retry(
    actor: By,
    letters: Ids = None,
    every: All = False,
    code: Code = None,
    command_id: CommandId = None,
    as_json: AsJson = False,
) -> None:
    """Take dead letters again, as they came. Status 1 when one is still refused."""
    form = Form(as_json)
    who = actor_of(actor)
    outcomes: list[Outcome] = []
    refused = 0
    with deployment() as here, progress("letters") as advance:
        chosen = _all_of(here, letters, every, code, command_id)
        for number, each in enumerate(chosen, 1):
            try:
                done = here.retrying.letter(each, who, command_id)
                outcomes.append(Outcome(each, done.outcome, done.repeated))
            except Rejection as still:
                if len(chosen) == 1:
                    raise
                outcomes.append(Outcome(each, still.code))
                warn(plain(refusal(still)[1]))
                refused += 1
            advance(number, len(chosen))
    _told(outcomes, form)
    if refused:
        raise typer.Exit(REFUSED)


@app.command()
def discard(
    actor: By,
    letters: Ids = None,
    every: All = False,
    code: Code = None,
    command_id: CommandId = None,
    as_json: AsJson = False,
) -> None:
    """Give up on dead letters; they are kept and counted."""
    who = actor_of(actor)
    outcomes: list[Outcome] = []
    with deployment() as here:
        for each in _all_of(here, letters, every, code, command_id):
            done = here.retrying.discard(each, who, command_id)
            outcomes.append(Outcome(each, done.outcome, done.repeated))
    _told(outcomes, Form(as_json))


def _told(outcomes: list[Outcome], form: Form) -> None:
    if form.as_json:
        return form.document(outcomes)
    for each in outcomes:
        typer.echo(f"dead letter {each.id}: {each.outcome}{before(each.repeated)}")
    return None if outcomes else typer.echo("no dead letter")


def _all_of(
    here: Deployment,
    letters: list[int] | None,
    every: bool,
    code: str | None,
    command_id: str | None,
) -> list[int]:
    """Raises UsageProblem. An id of a command stands for one decision."""
    if command_id is not None and len(letters or ()) != 1:
        raise UsageProblem("--command-id: is for one dead letter at a time, given by its ID")
    return list(_chosen(here, letters, every=every, code=code))


def _chosen(
    here: Deployment, letters: list[int] | None, *, every: bool, code: str | None
) -> Iterator[int]:
    """Raises UsageProblem."""
    if bool(letters) + every + (code is not None) != 1:
        raise UsageProblem("ID: give ids, or --all, or --code")
    if letters:
        yield from letters
        return
    after = 0
    while page := here.ledger.letters(state="open", after=after, limit=PAGE):
        yield from (each.id for each in page if every or each.code == code)
        after = page[-1].id


def shown(letter: DeadLetter) -> Shown:
    record = letter.record
    return Shown(
        letter.id,
        f"{record.topic}:{record.partition}:{record.offset}",
        letter.code,
        letter.field,
        letter.rule,
        letter.attempts,
        letter.state,
        letter.outcome,
        letter.actor,
        letter.authority,
        letter.command_id,
        letter.buried_at,
        record.broker_time,
        _text(record.key),
        _text(record.value),
        {name: _text(value) or "" for name, value in record.headers},
    )


def _text(value: bytes | None) -> str | None:
    return value.decode("utf-8", "replace") if value is not None else None


def _line(value: Any) -> Any:
    return [f"{k}: {v}" for k, v in value.items()] if isinstance(value, dict) else value
