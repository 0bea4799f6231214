"""What a person may ask about contacts."""

from __future__ import annotations

from uuid import UUID

import msgspec


class AccountName(msgspec.Struct, frozen=True):
    """A customer of a profile."""

    profile_id: str
    customer_id: str


class AddContact(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """Keep a record of the person behind these accounts."""

    name: str | None = None
    first_name: str | None = None
    last_name: str | None = None
    company: str | None = None
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    accounts: tuple[AccountName, ...] = ()


class ChangeContact(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """Set what is given (E-38); None leaves as it is."""

    contact_id: UUID
    name: str | None = None
    first_name: str | None = None
    last_name: str | None = None
    company: str | None = None
    add_emails: tuple[str, ...] = ()
    remove_emails: tuple[str, ...] = ()
    add_phones: tuple[str, ...] = ()
    remove_phones: tuple[str, ...] = ()
    add_accounts: tuple[AccountName, ...] = ()
    remove_accounts: tuple[AccountName, ...] = ()


class JoinContacts(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """`other_id` is the same person as `contact_id`, whose record stays."""

    contact_id: UUID
    other_id: UUID


class SeparateContact(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """Take back that this contact was joined into another."""

    contact_id: UUID
