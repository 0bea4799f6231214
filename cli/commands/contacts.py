"""`caseledger contacts`: the persons behind customers' accounts."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

import typer

from bootstrap.wiring import Deployment
from cli.commands.contact_work import add_to as add_work_to
from cli.exits import NotFound
from cli.groups import group
from cli.naming import as_id, case_id, must_be_registered
from cli.opening import deployment
from cli.options import AsCsv, AsJson, Limit, Zone
from cli.printing import Column, Form
from projections.queries.cases import find_case
from projections.queries.contact_prompt import FROM, prompt
from projections.queries.contacts import (
    AccountRow,
    ShownContact,
    list_contacts,
    show_account,
    show_contact,
    suggestions,
)
from projections.queries.customer_history import customer_history
from projections.reading import Reading

app = group("The persons behind customers' accounts. WHO is a contact's id, or PROFILE CUSTOMER.")

Who = Annotated[str, typer.Argument(metavar="ID|PROFILE")]
Customer = Annotated[str | None, typer.Argument(metavar="[CUSTOMER]")]

CONTACTS = (
    Column("CONTACT", lambda c: c.contact_id),
    Column("NAME", lambda c: full_name(c), grows=True),
    Column("COMPANY", lambda c: c.company, grows=True),
    Column("EMAILS", lambda c: c.emails, grows=True),
    Column("PHONES", lambda c: c.phones, grows=True),
)
ACCOUNTS = (
    Column("CHANNEL", lambda a: a.channel),
    Column("PROFILE", lambda a: a.profile_id, grows=True),
    Column("CUSTOMER", lambda a: a.customer_id, grows=True),
    Column("NAME", lambda a: full_name(a), grows=True),
    Column("EMAIL", lambda a: a.email, grows=True),
    Column("PHONE", lambda a: a.phone),
    Column("CONTACT", lambda a: a.contact_id),
)
SUGGESTIONS = (
    Column("SHARED", lambda s: s.shared, grows=True),
    Column("ONE", lambda s: _named(s.one), grows=True),
    Column("OTHER", lambda s: _named(s.other), grows=True),
)
CASES = (
    Column("NUMBER", lambda c: c.number),
    Column("CHANNEL", lambda c: c.channel),
    Column("PROFILE", lambda c: c.profile_id, grows=True),
    Column("STATUS", lambda c: c.status),
    Column("CREATED", lambda c: c.created_at),
    Column("SETTLED", lambda c: c.settled_at),
    Column("TITLE", lambda c: c.title, grows=True),
)


@app.command("list")
def list_(limit: Limit = 50, as_json: AsJson = False, as_csv: AsCsv = False) -> None:
    """List the recorded contacts by name."""
    form = Form(as_json, as_csv)
    with deployment() as here, here.reader.reading() as reading:
        found = list_contacts(reading, limit=limit)
    form.listing(found, CONTACTS, empty="no contact is recorded")


@app.command()
def show(
    who: Who, customer: Customer = None, as_json: AsJson = False, as_csv: AsCsv = False
) -> None:
    """Show who somebody is, and his accounts."""
    form = Form(as_json, as_csv)
    with deployment() as here, here.reader.reading() as reading:
        shown = _shown(here, reading, who, customer)
    form.record(shown, _lines(shown))
    if form.for_people:
        form.listing(shown.accounts, ACCOUNTS, empty="no account")


@app.command()
def find(
    typed: Annotated[str, typer.Argument(metavar="TEXT", help="A part of a name or address.")],
    limit: Limit = 20,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """Offer the accounts that fit what was typed, with their channels."""
    form = Form(as_json, as_csv)
    with deployment() as here, here.reader.reading() as reading:
        found = prompt(reading, typed, limit=limit)
    short = len(typed.strip()) < FROM
    nothing = f"nothing is offered before the {FROM}rd character" if short else "nobody fits"
    form.listing(found, ACCOUNTS, empty=nothing)


@app.command("suggestions")
def suggested(limit: Limit = 50, as_json: AsJson = False, as_csv: AsCsv = False) -> None:
    """List accounts that share an address or number and are not one contact."""
    form = Form(as_json, as_csv)
    with deployment() as here, here.reader.reading() as reading:
        found = suggestions(reading, limit=limit)
    form.listing(found, SUGGESTIONS, empty="no accounts share an address or number")


@app.command()
def history(
    who: Who,
    customer: Customer = None,
    channel: Annotated[str | None, typer.Option(help="Only on this platform.")] = None,
    case: Annotated[
        str | None, typer.Option(metavar="CASE", help="Only on the platform of this case.")
    ] = None,
    limit: Limit = 100,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    zone: Zone = None,
) -> None:
    """List all cases of somebody, the newest first."""
    form = Form(as_json, as_csv, zone)
    with deployment() as here, here.reader.reading() as reading:
        shown = _shown(here, reading, who, customer)
        if case is not None:
            found_case = find_case(reading, case_id(here, case))
            channel = found_case.channel if found_case is not None else channel
        found = customer_history(reading, shown, channel=channel, limit=limit)
    foot = f"{len(found.cases)} cases, as of position {found.position} of the log"
    form.listing(found.cases, CASES, document=found, foot=foot, empty="no case")


add_work_to(app)


def full_name(row: Any) -> str:
    return row.name or " ".join(each for each in (row.first_name, row.last_name) if each)


def _shown(here: Deployment, reading: Reading, who: str, customer: str | None) -> ShownContact:
    """Of a contact that was joined into another, that other one. Raises NotFound."""
    if customer is not None:
        must_be_registered(here, who)
        shown = show_account(reading, who, customer)
        about = f"account: nobody knows {customer!r} at {who!r}"
    else:
        shown = _of_contact(reading, as_id(who))
        about = f"contact: there is no contact {who!r}; give an id, or PROFILE CUSTOMER"
    if shown is None:
        raise NotFound(about)
    return shown


def _of_contact(reading: Reading, id: UUID | None) -> ShownContact | None:
    shown = show_contact(reading, id) if id is not None else None
    while shown is not None and shown.contact is not None and shown.contact.joined_into is not None:
        shown = show_contact(reading, shown.contact.joined_into)
    return shown


def _lines(shown: ShownContact) -> list[tuple[str, Any]]:
    contact = shown.contact
    if contact is None:
        return [("contact", "none is recorded; this is what the messages say")]
    return [
        ("contact", contact.contact_id),
        ("name", full_name(contact)),
        ("company", contact.company),
        ("emails", contact.emails),
        ("phones", contact.phones),
        ("joined", [f"{full_name(each)} ({each.contact_id})".strip() for each in shown.joined]),
    ]


def _named(account: AccountRow) -> str:
    return f"{account.profile_id} {account.customer_id}"
