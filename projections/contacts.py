"""Contacts: who the customers are, as their messages say and as people recorded it."""

from __future__ import annotations

import re
from collections.abc import Hashable
from typing import Any

from sqlalchemy import Index, MetaData, Table, Text

from domain.contact import events as contact
from domain.message.events import MessageReceived
from domain.profile.events import ProfileRegistered
from projections.columns import flag, identity, key, word_list, words
from projections.placed import Placed
from projections.rows import Row, Rows
from projections.view import View, stream_row

_metadata = MetaData()

ACCOUNTS = Table(
    "contact_accounts",
    _metadata,
    key("profile_id", Text),
    key("customer_id", Text),
    words("name", optional=True),
    words("first_name", optional=True),
    words("last_name", optional=True),
    words("email", optional=True),
    words("phone", optional=True),
    words("email_key", optional=True),
    words("phone_key", optional=True),
    identity("contact_id", optional=True),
    words("search"),
    Index("contact_accounts_email", "email_key"),
    Index("contact_accounts_phone", "phone_key"),
    Index("contact_accounts_contact", "contact_id"),
    schema="contacts",
)
"""A customer of a profile, with what the newest messages said of him and the contact that he
counts as. `search` is everything that
a prompt looks in; the keys are what two accounts of one person would share."""

CONTACTS = Table(
    "contacts",
    _metadata,
    key("contact_id"),
    words("name", optional=True),
    words("first_name", optional=True),
    words("last_name", optional=True),
    words("company", optional=True),
    word_list("emails"),
    word_list("phones"),
    identity("joined_into", optional=True),
    words("search"),
    Index("contacts_joined", "joined_into"),
    schema="contacts",
)

CHANNELS = Table(
    "contact_channels",
    _metadata,
    key("profile_id", Text),
    words("channel"),
    words("connector"),
    flag("can_initiate"),
    flag("telephony"),
    schema="contacts",
)
"""On which channel the accounts of a profile are reached."""

view = View("contacts", 1, ACCOUNTS, CONTACTS, CHANNELS)

SAID = {
    "name": "customer_name",
    "first_name": "customer_first_name",
    "last_name": "customer_last_name",
    "email": "customer_email",
    "phone": "customer_phone",
}
own_row = stream_row(CONTACTS)


def _writer(at: Placed[MessageReceived]) -> tuple[Table, Hashable]:
    return ACCOUNTS, (at.event.profile_id, at.event.customer_id)


def _account(at: Placed[Any]) -> tuple[Table, Hashable]:
    return ACCOUNTS, (at.event.account.profile_id, at.event.account.customer_id)


@view.on(ProfileRegistered)
def reach(rows: Rows, at: Placed[ProfileRegistered]) -> None:
    event = at.event
    rows.put(
        CHANNELS,
        event.profile_id,
        channel=event.channel,
        connector=event.connector,
        can_initiate=event.can_initiate,
        telephony=event.telephony,
    )


@view.on(MessageReceived, _writer)
def meet(rows: Rows, at: Placed[MessageReceived]) -> None:
    """What a message does not say stays as the one before said it."""
    key = (at.event.profile_id, at.event.customer_id)
    before = rows.get(ACCOUNTS, key)
    said = {column: getattr(at.event.personal, field) for column, field in SAID.items()}
    new = {column: value for column, value in said.items() if value is not None}
    if before is None or any(before[column] != value for column, value in new.items()):
        _write(rows, key, before, **new)


@view.on(contact.ContactAdded)
def add(rows: Rows, at: Placed[contact.ContactAdded]) -> None:
    rows.put(CONTACTS, at.stream_id, **_details(at.event.personal))


@view.on(contact.DetailsChanged)
def change(rows: Rows, at: Placed[contact.DetailsChanged]) -> None:
    rows.set(CONTACTS, at.stream_id, **_details(at.event.personal))


@view.on(contact.AccountAdded, _account)
def take(rows: Rows, at: Placed[contact.AccountAdded]) -> None:
    _, key = _account(at)
    _write(rows, key, rows.get(ACCOUNTS, key), contact_id=at.stream_id)


@view.on(contact.AccountRemoved, _account)
def give(rows: Rows, at: Placed[contact.AccountRemoved]) -> None:
    rows.set(*_account(at), contact_id=None)


@view.on(contact.ContactJoined)
def gain(rows: Rows, at: Placed[contact.ContactJoined]) -> None:
    for account in at.event.accounts:
        rows.set(ACCOUNTS, (account.profile_id, account.customer_id), contact_id=at.stream_id)


@view.on(contact.ContactSeparated)
def lose(rows: Rows, at: Placed[contact.ContactSeparated]) -> None:
    for account in at.event.accounts:
        key = (account.profile_id, account.customer_id)
        rows.set(ACCOUNTS, key, contact_id=at.event.contact_id)


@view.on(contact.JoinedInto)
def join(rows: Rows, at: Placed[contact.JoinedInto]) -> None:
    rows.set(CONTACTS, at.stream_id, joined_into=at.event.contact_id)


@view.on(contact.SeparatedFrom)
def separate(rows: Rows, at: Placed[contact.SeparatedFrom]) -> None:
    rows.set(CONTACTS, at.stream_id, joined_into=None)


def _write(rows: Rows, key: Hashable, before: Row | None, **new: Any) -> None:
    row = {**(before or {}), **new}
    email, phone = row.get("email"), row.get("phone")
    new["email_key"] = email.strip().lower() if email else None
    new["phone_key"] = digits(phone) if phone else None
    _, customer = key if isinstance(key, tuple) else ("", "")
    new["search"] = searched(customer, *(row.get(column) for column in SAID))
    if before is None:
        rows.put(ACCOUNTS, key, **new)
    else:
        rows.set(ACCOUNTS, key, **new)


def _details(details: contact.ContactDetails) -> dict[str, Any]:
    named = (details.name, details.first_name, details.last_name, details.company)
    return {
        "name": details.name,
        "first_name": details.first_name,
        "last_name": details.last_name,
        "company": details.company,
        "emails": list(details.emails),
        "phones": list(details.phones),
        "search": searched(*named, *details.emails, *details.phones),
    }


def digits(phone: str) -> str | None:
    """The last nine digits tell a number from others, whatever stands before them."""
    found = re.sub(r"\D", "", phone)
    return found[-9:] if len(found) >= 6 else None


def searched(*texts: str | None) -> str:
    return "\n".join(each.lower() for each in texts if each)
