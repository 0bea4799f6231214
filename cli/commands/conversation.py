"""`caseledger conversation`: what a customer and a profile wrote to each other, over all cases."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from application.looking.streams import Streams
from application.policies.book import PolicyBook
from bootstrap.wiring import Deployment
from cli.groups import single
from cli.opening import deployment
from cli.options import As, AsCsv, AsJson, Zone
from cli.plain import cut
from cli.printing import Column, Form
from cli.sight import sight
from projections.queries.conversation import conversation as ask

app = single()


@app.command()
def conversation(
    profile: Annotated[str, typer.Argument()],
    customer: Annotated[str, typer.Argument()],
    everything: Annotated[
        bool, typer.Option("--all", help="All of it, for exports and audits.")
    ] = False,
    viewer: As = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    zone: Zone = None,
) -> None:
    """Show what a customer and a profile wrote to each other, the newest 500 messages of it."""
    form = Form(as_json, as_csv, zone)
    with deployment() as here, here.reader.reading() as reading:
        page = None if everything else _page(here, profile)
        eyes = sight(here, viewer)
        found = ask(reading, profile, customer, limit=page, sight=eyes)
    columns = (
        Column("SENT", lambda m: m.sent_at),
        Column("CASE", lambda m: found.numbers.get(m.case_id) or m.place),
        Column("WHO", _author, grows=True),
        Column("TEXT", lambda m: cut(_text(m), 80), grows=True),
    )
    older = found.total - len(found.messages)
    left = f"; {older} older ones are kept, see --all" if older else ""
    foot = f"{len(found.messages)} messages, as of position {found.position} of the log{left}"
    form.listing(found.messages, columns, document=found, foot=foot, empty="no message")


def _page(here: Deployment, profile: str) -> int:
    """As the profile's policy of today says. Raises UnknownProfile."""
    streams, book = Streams(here.store), PolicyBook(here.ids)
    bound = book.current(streams, book.profile(streams, profile))
    return bound.policy.visibility.conversation_page


def _author(message: Any) -> str:
    return f"{message.author_kind}:{message.author_id.removeprefix('agent:')}"


def _text(message: Any) -> str:
    return message.personal.get("subject") or message.text or ""
