"""Who is this customer, and which accounts are his? Which ones look like one person?"""

from __future__ import annotations

from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import ColumnElement, Select, func, select, tuple_

from projections.contacts import ACCOUNTS, CHANNELS, CONTACTS, view
from projections.reading import Reading


class AccountRow(msgspec.Struct, frozen=True):
    """A customer of a profile; `contact_id` is the contact that he counts as."""

    profile_id: str
    customer_id: str
    channel: str | None
    connector: str | None
    can_initiate: bool
    telephony: bool
    name: str | None
    first_name: str | None
    last_name: str | None
    email: str | None
    phone: str | None
    contact_id: UUID | None


class ContactRow(msgspec.Struct, frozen=True):
    contact_id: UUID
    name: str | None
    first_name: str | None
    last_name: str | None
    company: str | None
    emails: list[str]
    phones: list[str]
    joined_into: UUID | None


class ShownContact(msgspec.Struct, frozen=True):
    """`contact` is None for an account that nobody recorded a contact for."""

    contact: ContactRow | None
    joined: list[ContactRow]
    accounts: list[AccountRow]
    position: int


class Suggestion(msgspec.Struct, frozen=True):
    """Two accounts that share an address or number and are not one contact yet."""

    shared: str
    one: AccountRow
    other: AccountRow


EACH_ACCOUNT = (
    select(
        ACCOUNTS.c.profile_id,
        ACCOUNTS.c.customer_id,
        CHANNELS.c.channel,
        CHANNELS.c.connector,
        func.coalesce(CHANNELS.c.can_initiate, False).label("can_initiate"),
        func.coalesce(CHANNELS.c.telephony, False).label("telephony"),
        ACCOUNTS.c.name,
        ACCOUNTS.c.first_name,
        ACCOUNTS.c.last_name,
        ACCOUNTS.c.email,
        ACCOUNTS.c.phone,
        ACCOUNTS.c.contact_id,
    )
    .outerjoin_from(ACCOUNTS, CHANNELS, ACCOUNTS.c.profile_id == CHANNELS.c.profile_id)
    .outerjoin(CONTACTS, ACCOUNTS.c.contact_id == CONTACTS.c.contact_id)
)
COLUMNS = [column for column in CONTACTS.c if column.name != "search"]


def show_contact(reading: Reading, contact_id: UUID) -> ShownContact | None:
    """With all that were joined into it; its accounts are theirs, too."""
    own = _contacts(reading, CONTACTS.c.contact_id == contact_id)
    if not own:
        return None
    joined: list[ContactRow] = []
    newest = own
    while newest:
        into = CONTACTS.c.joined_into.in_([each.contact_id for each in newest])
        newest = _contacts(reading, into)
        joined += newest
    accounts = _accounts(reading, EACH_ACCOUNT.where(ACCOUNTS.c.contact_id == contact_id))
    return ShownContact(own[0], joined, accounts, reading.position(view))


def show_account(reading: Reading, profile_id: str, customer_id: str) -> ShownContact | None:
    """The contact that the account belongs to, or the account alone; None where it is unknown."""
    pair = tuple_(ACCOUNTS.c.profile_id, ACCOUNTS.c.customer_id) == (profile_id, customer_id)
    accounts = _accounts(reading, EACH_ACCOUNT.where(pair))
    if not accounts:
        return None
    owner = accounts[0].contact_id
    shown = show_contact(reading, owner) if owner is not None else None
    return shown or ShownContact(None, [], accounts, reading.position(view))


def list_contacts(reading: Reading, *, limit: int = 50) -> list[ContactRow]:
    """Those that stand for themselves, by name."""
    return _contacts(reading, CONTACTS.c.joined_into.is_(None), limit=limit)


def suggestions(reading: Reading, *, limit: int = 50) -> list[Suggestion]:
    """Accounts that likely are one person (Deskie 791). Joining them is for a person to decide."""
    one, other = ACCOUNTS.alias("one"), ACCOUNTS.alias("other")
    names = (one.c.profile_id, one.c.customer_id, other.c.profile_id, other.c.customer_id)
    found: list[Suggestion] = []
    for field in ("email", "phone"):
        same = one.c[f"{field}_key"] == other.c[f"{field}_key"]
        apart = one.c.contact_id.is_distinct_from(other.c.contact_id) | one.c.contact_id.is_(None)
        pairs = (
            select(*names, one.c[field])
            .join_from(one, other, same & (tuple_(*names[:2]) < tuple_(*names[2:])))
            .where(apart)
            .order_by(*names)
            .limit(limit)
        )
        found += [_suggestion(reading, *row) for row in reading.execute(view, pairs)]
    return found[:limit]


def _suggestion(
    reading: Reading, profile: str, customer: str, profile_2: str, customer_2: str, shared: str
) -> Suggestion:
    key = tuple_(ACCOUNTS.c.profile_id, ACCOUNTS.c.customer_id)
    pairs = [(profile, customer), (profile_2, customer_2)]
    by_name = {
        (each.profile_id, each.customer_id): each
        for each in _accounts(reading, EACH_ACCOUNT.where(key.in_(pairs)))
    }
    return Suggestion(shared, by_name[pairs[0]], by_name[pairs[1]])


def _contacts(
    reading: Reading, condition: ColumnElement[bool], *, limit: int | None = None
) -> list[ContactRow]:
    order = (func.lower(CONTACTS.c.name), CONTACTS.c.contact_id)
    statement = select(*COLUMNS).where(condition).order_by(*order).limit(limit)
    return [ContactRow(**row) for row in reading.execute(view, statement).mappings()]


def _accounts(reading: Reading, statement: Select[Any]) -> list[AccountRow]:
    ordered = statement.order_by(ACCOUNTS.c.profile_id, ACCOUNTS.c.customer_id)
    return [AccountRow(**row) for row in reading.execute(view, ordered).mappings()]
