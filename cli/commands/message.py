"""`caseledger message`: where a message is, whatever it became; escalating a parked one."""

from __future__ import annotations

import re
from typing import Annotated

import typer

from audit.set_aside import SetAside
from audit.whereabouts import Found, Whereabouts
from bootstrap.wiring import Deployment
from cli.acting import Acting, carry_out, tell
from cli.commands import message_moving
from cli.exits import NOT_FOUND, UsageProblem
from cli.groups import group
from cli.loading import DefaultGroup
from cli.naming import as_id, message_id, must_be_registered
from cli.opening import deployment
from cli.options import After, AsCsv, AsJson, By, CommandId, Limit, ProfileFilter, When, Zone
from cli.plain import cut, plain
from cli.printing import Column, Form
from domain.case.commands import EscalateMessage
from domain.case.promoting_commands import PromoteMessage
from ingest.decoding.decode import decode
from projections.queries.wrong_cases import wrong_cases

app = group(
    "Where a message is: caseledger message ID | PROFILE EXTERNAL-ID | TOPIC:PARTITION:OFFSET",
    cls=DefaultGroup,
)

RECORD = re.compile(r"(.+):(\d+):(\d+)", re.ASCII)


@app.command(hidden=True)
def show(
    name: Annotated[str, typer.Argument(metavar="ID|PROFILE|TOPIC:PARTITION:OFFSET")],
    external_id: Annotated[str | None, typer.Argument(metavar="[EXTERNAL-ID]")] = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """Say where a message is, or what became of a record. Status 3 when it was not seen."""
    form = Form(as_json, as_csv)
    with deployment() as here:
        found = find(here, name, external_id)
    if form.for_people:
        for each in found:
            typer.echo(plain(each.sentence))
    else:
        form.listing(found, ())
    if all(each.answer == "not_seen" for each in found):
        raise typer.Exit(NOT_FOUND)


def find(here: Deployment, name: str, external_id: str | None) -> list[Found]:
    """Raises UsageProblem."""
    aside = SetAside(here.engine, decode)
    whereabouts = Whereabouts(here.store, here.reader, aside, here.ids)
    if external_id is not None:
        return whereabouts.of_external(name, external_id)
    if (id := as_id(name)) is not None:
        return whereabouts.of_message(id)
    if (record := RECORD.fullmatch(name)) is not None:
        return whereabouts.of_record(record[1], int(record[2]), int(record[3]))
    raise UsageProblem(
        f"message: {name!r} is no id; give an id, PROFILE EXTERNAL-ID or TOPIC:PARTITION:OFFSET"
    )


@app.command()
def escalate(
    message: Annotated[str, typer.Argument(metavar="ID", help="The parked message.")],
    actor: By,
    at: When = None,
    command_id: CommandId = None,
    as_json: AsJson = False,
) -> None:
    """Take a parked message into a case: the open one, else a new one."""
    command = EscalateMessage(message_id=message_id(message))
    with deployment() as here:
        done = carry_out(here, command, Acting(actor, at, command_id))
    sentence = "message {message_id} joined {joined}, number {number} ({status})"
    tell(done, Form(as_json), sentence.format_map(done.facts))


COLUMNS = (
    Column("MESSAGE", lambda m: m.message_id),
    Column("SENT", lambda m: m.sent_at),
    Column("PROFILE", lambda m: m.profile_id, grows=True),
    Column("CUSTOMER", lambda m: m.customer_id, grows=True),
    Column("NAMED BY", lambda m: ", ".join(m.decision["rejected"]), grows=True),
    Column("TEXT", lambda m: cut(m.personal.get("subject") or m.text or "", 60), grows=True),
)


@app.command()
def promote(
    message: Annotated[str, typer.Argument(metavar="ID", help="It changed nothing so far.")],
    actor: By,
    at: When = None,
    command_id: CommandId = None,
    as_json: AsJson = False,
) -> None:
    """Treat an automatic or thankful message as the customer's, after all."""
    command = PromoteMessage(message_id=message_id(message))
    with deployment() as here:
        done = carry_out(here, command, Acting(actor, at, command_id))
    sentence = "message {message_id} counts in case {number} ({status}): {action}"
    tell(done, Form(as_json), sentence.format_map(done.facts))


@app.command()
def flagged(
    profile: ProfileFilter = None,
    limit: Limit = 50,
    cursor: After = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    zone: Zone = None,
) -> None:
    """List messages that named a case which is not their sender's, the newest first."""
    form = Form(as_json, as_csv, zone)
    with deployment() as here, here.reader.reading() as reading:
        must_be_registered(here, profile)
        page = wrong_cases(reading, profile_id=profile, limit=limit, cursor=cursor)
    more = f"; go on with --cursor {page.next}" if page.next else ""
    foot = f"{len(page.messages)} messages, as of position {page.position} of the log{more}"
    form.listing(page.messages, COLUMNS, document=page, foot=foot, empty="nothing is flagged")


message_moving.add_to(app)
