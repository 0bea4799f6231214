"""Recording who somebody is: adding, changing, joining, separating, and what was changed."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
import typer

from cli.acting import Acting, carry_out, signed, tell
from cli.exits import NotFound, UsageProblem
from cli.naming import as_id
from cli.opening import deployment
from cli.options import AsCsv, AsJson, By, CommandId, Zone
from cli.printing import Column, Form, in_words
from domain.contact import commands as c

Id = Annotated[str, typer.Argument(metavar="CONTACT", help="Its id.")]
Text = Annotated[str | None, typer.Option()]
Texts = Annotated[list[str] | None, typer.Option(help="May be given several times.")]
Account = Annotated[tuple[str, str] | None, typer.Option(metavar="PROFILE CUSTOMER")]
CHANGES = (
    Column("OCCURRED", lambda r: r["occurred_at"]),
    Column("WHAT", lambda r: r["what"]),
    Column("WHO", lambda r: signed(r["actor"], r["authority"]), grows=True),
    Column("DETAIL", lambda r: r["detail"], grows=True),
)


def add_to(app: typer.Typer) -> None:
    for function in (add, change, join, separate, changes):
        app.command()(function)


def add(
    actor: By,
    name: Text = None,
    first_name: Text = None,
    last_name: Text = None,
    company: Text = None,
    email: Texts = None,
    phone: Texts = None,
    account: Account = None,
    command_id: CommandId = None,
    as_json: AsJson = False,
) -> None:
    """Record a person, with the accounts that are his."""
    command = c.AddContact(
        name=name,
        first_name=first_name,
        last_name=last_name,
        company=company,
        emails=tuple(email or ()),
        phones=tuple(phone or ()),
        accounts=_accounts(account),
    )
    _do(command, actor, command_id, as_json, "contact {contact_id} is recorded")


def change(
    contact: Id,
    actor: By,
    name: Text = None,
    first_name: Text = None,
    last_name: Text = None,
    company: Text = None,
    email: Texts = None,
    no_email: Texts = None,
    phone: Texts = None,
    no_phone: Texts = None,
    account: Account = None,
    no_account: Account = None,
    command_id: CommandId = None,
    as_json: AsJson = False,
) -> None:
    """Set what is given, and leave the rest; what messages said stays as it was sent."""
    command = c.ChangeContact(
        contact_id=_id(contact),
        name=name,
        first_name=first_name,
        last_name=last_name,
        company=company,
        add_emails=tuple(email or ()),
        remove_emails=tuple(no_email or ()),
        add_phones=tuple(phone or ()),
        remove_phones=tuple(no_phone or ()),
        add_accounts=_accounts(account),
        remove_accounts=_accounts(no_account),
    )
    _do(command, actor, command_id, as_json, "contact {contact_id} has version {version}")


def join(
    contact: Id,
    other: Annotated[str, typer.Argument(metavar="OTHER", help="Who is the same person.")],
    actor: By,
    command_id: CommandId = None,
    as_json: AsJson = False,
) -> None:
    """Say that two contacts are one person; the first one stays."""
    command = c.JoinContacts(contact_id=_id(contact), other_id=_id(other))
    _do(command, actor, command_id, as_json, "contact {joined} counts as {contact_id} now")


def separate(contact: Id, actor: By, command_id: CommandId = None, as_json: AsJson = False) -> None:
    """Take back that a contact was joined into another."""
    command = c.SeparateContact(contact_id=_id(contact))
    sentence = "contact {contact_id} stands for itself again, apart from {separated_from}"
    _do(command, actor, command_id, as_json, sentence)


def changes(contact: Id, as_json: AsJson = False, as_csv: AsCsv = False, zone: Zone = None) -> None:
    """List what was recorded about a contact, by whom and when."""
    form = Form(as_json, as_csv, zone)
    with deployment() as here:
        history = here.store.history(_id(contact))
    if not history or not history[0].event.TOPIC.startswith("contact."):
        raise NotFound(f"contact: there is no contact {contact!r}")
    form.listing([_change(each) for each in history], CHANGES)


def _change(recorded: Any) -> dict[str, Any]:
    event, cause = recorded.event, recorded.cause
    said = msgspec.to_builtins(event)
    said |= said.pop("personal", {})
    return {
        "occurred_at": cause.occurred_at,
        "what": event.TOPIC,
        "actor": cause.actor,
        "authority": cause.authority,
        "detail": ", ".join(in_words(value) for value in said.values() if value),
    }


def _do(command: Any, actor: str, command_id: str | None, as_json: bool, sentence: str) -> None:
    with deployment() as here:
        done = carry_out(here, command, Acting(actor, None, command_id))
    tell(done, Form(as_json), sentence.format_map(done.facts))


def _accounts(pair: tuple[str, str] | None) -> tuple[c.AccountName, ...]:
    return (c.AccountName(*pair),) if pair is not None else ()


def _id(text: str) -> Any:
    """Raises UsageProblem."""
    found = as_id(text)
    if found is None:
        raise UsageProblem(f"contact: {text!r} is not the id of a contact")
    return found
