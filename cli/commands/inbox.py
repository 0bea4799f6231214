"""`caseledger inbox`: messages without a case."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from cli.groups import single
from cli.naming import must_be_registered
from cli.opening import deployment
from cli.options import After, As, AsCsv, AsJson, Limit, ProfileFilter, Zone
from cli.plain import cut
from cli.printing import Column, Form
from cli.sight import sight
from projections.queries.inbox import list_inbox

app = single()

COLUMNS = (
    Column("MESSAGE", lambda m: m.message_id),
    Column("SENT", lambda m: m.sent_at),
    Column("PROFILE", lambda m: m.profile_id, grows=True),
    Column("CUSTOMER", lambda m: m.customer_id, grows=True),
    Column("TEXT", lambda m: cut(m.subject or m.text or "", 60), grows=True),
)


@app.command()
def inbox(
    profile: ProfileFilter = None,
    customer: Annotated[str | None, typer.Option(help="Only of this customer.")] = None,
    state: Annotated[
        Literal["parked", "unattached", "escalated", "moved"],
        typer.Option(help="What became of them."),
    ] = "parked",
    limit: Limit = 50,
    cursor: After = None,
    viewer: As = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    zone: Zone = None,
) -> None:
    """List messages that wait for a person, the oldest first."""
    form = Form(as_json, as_csv, zone)
    with deployment() as here, here.reader.reading() as reading:
        must_be_registered(here, profile)
        page = list_inbox(
            reading,
            profile_id=profile,
            customer_id=customer,
            state=state,
            limit=limit,
            cursor=cursor,
            sight=sight(here, viewer),
        )
    more = f"; go on with --cursor {page.next}" if page.next else ""
    foot = f"{len(page.messages)} messages, as of position {page.position} of the log{more}"
    form.listing(page.messages, COLUMNS, document=page, foot=foot, empty=f"nothing is {state}")
