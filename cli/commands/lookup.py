"""`caseledger lookup`: a customer's open case at a profile, and the older ones."""

from __future__ import annotations

from typing import Annotated

import msgspec
import typer

from application.looking.presences import handler_of
from cli.groups import single
from cli.naming import must_be_registered
from cli.opening import deployment
from cli.options import As, AsCsv, AsJson, Limit, Zone
from cli.printing import Column, Form
from cli.sight import sight
from projections.queries.lookup import look_up

app = single()

COLUMNS = (
    Column("", lambda c: "open" if c.is_open else ""),
    Column("NUMBER", lambda c: c.number),
    Column("STATUS", lambda c: c.status),
    Column("ASSIGNEE", lambda c: c.assignee, grows=True),
    Column("CREATED", lambda c: c.created_at),
    Column("SETTLED", lambda c: c.settled_at),
    Column("MERGED INTO", lambda c: c.merged_into_number),
    Column("SLOT", lambda c: c.slot, grows=True),
)


@app.command()
def lookup(
    profile: Annotated[str, typer.Argument()],
    customer: Annotated[str, typer.Argument()],
    limit: Limit = 100,
    viewer: As = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    zone: Zone = None,
) -> None:
    """Show the open case of a customer at a profile, and the older ones."""
    form = Form(as_json, as_csv, zone)
    with deployment() as here, here.reader.reading() as reading:
        must_be_registered(here, profile)
        eyes = sight(here, viewer)
        found = look_up(reading, profile, customer, limit=limit, sight=eyes)
        handler = handler_of(here.store, here.ids, profile, customer)
    if not (found.open or found.older):
        handler = None  # it would tell of a case
    found = msgspec.structs.replace(found, last_handler=handler)
    handled = f"; last handled by {handler}" if handler is not None else ""
    foot = f"as of position {found.position} of the log{handled}"
    form.listing([*found.open, *found.older], COLUMNS, document=found, foot=foot, empty="no case")
