"""Finding a case by what a person remembers of it."""

from __future__ import annotations

from typing import Annotated

import typer

from cli.opening import deployment
from cli.options import As, AsCsv, AsJson, Limit, Zone
from cli.printing import Column, Form
from cli.sight import sight
from projections.queries.finding import FindSort, find_cases

COLUMNS = (
    Column("NUMBER", lambda c: c.number),
    Column("CREATED", lambda c: c.created_at),
    Column("SUBJECT", lambda c: c.subject, grows=True),
    Column("STATUS", lambda c: c.status),
    Column("CUSTOMER", lambda c: c.customer_id, grows=True),
)


def add_to(app: typer.Typer) -> None:
    app.command()(find)


def find(
    text: Annotated[
        str,
        typer.Argument(
            help="A number; part of a subject; a customer's name, address or account; or Case."
        ),
    ],
    sort: Annotated[FindSort, typer.Option(help="In which order.")] = "number",
    reverse: Annotated[bool, typer.Option("--reverse", help="The last one first.")] = False,
    limit: Limit = 50,
    viewer: As = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    zone: Zone = None,
) -> None:
    """Find cases by number, subject or customer; open, closed and merged ones."""
    form = Form(as_json, as_csv, zone)
    with deployment() as here:
        eyes = sight(here, viewer)
        with here.reader.reading() as reading:
            found = find_cases(
                reading, text, sort=sort, descending=reverse, limit=limit, sight=eyes
            )
    foot = f"{len(found.cases)} of {found.total} cases, as of position {found.position} of the log"
    form.listing(found.cases, COLUMNS, document=found, foot=foot, empty="no such case")
