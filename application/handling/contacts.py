"""Contacts: adding, changing, joining and separating, and where locating goes on after that."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from application.handling.locating import settle
from application.unit import Unit
from domain.case.aggregate import visible
from domain.case.errors import NothingToChange
from domain.contact.aggregate import Contact
from domain.contact.commands import (
    AccountName,
    AddContact,
    ChangeContact,
    JoinContacts,
    SeparateContact,
)
from domain.contact.errors import AccountTaken
from domain.contact.events import Account, ContactDetails
from domain.conversation.aggregate import Conversation

Facts = dict[str, Any]
NAMES = ("name", "first_name", "last_name", "company")


def add(command: AddContact, unit: Unit, _: int | None) -> Facts:
    """Raises NothingToChange when nothing is said, EmptyText, UnknownProfile, AccountTaken."""
    if command == AddContact():
        raise NothingToChange(field="a name, an email, a phone number or an account")
    contact = unit.get(Contact, unit.ids.made_by(unit.command_id, "contact"))
    names = {field: _seen(getattr(command, field), field) for field in NAMES}
    details = ContactDetails(
        **names, emails=_several(command.emails, "email"), phones=_several(command.phones, "phone")
    )
    contact.add(details, cause=unit.cause)
    _take(contact, command.accounts, unit)
    settle(contact, unit)
    return _facts(contact)


def change(command: ChangeContact, unit: Unit, _: int | None) -> Facts:
    """Raises UnknownContact, NothingToChange, ContactIsJoined, AccountTaken, NotItsAccount."""
    if command == ChangeContact(contact_id=command.contact_id):
        raise NothingToChange(field="a name, an email, a phone number or an account")
    contact = unit.contact(command.contact_id)
    before = contact.details
    names = {f: _seen(getattr(command, f), f) or getattr(before, f) for f in NAMES}
    details = ContactDetails(
        **names,
        emails=_changed(before.emails, command.add_emails, command.remove_emails, "email"),
        phones=_changed(before.phones, command.add_phones, command.remove_phones, "phone"),
    )
    contact.change(details, cause=unit.cause)
    for name in command.remove_accounts:
        account = _account(name, unit)
        contact.remove_account(account, cause=unit.cause)
        _conversation(account, unit).name_contact(None, cause=unit.cause)
    _take(contact, command.add_accounts, unit)
    settle(contact, unit, left=[_account(name, unit) for name in command.remove_accounts])
    return _facts(contact)


def join(command: JoinContacts, unit: Unit, _: int | None) -> Facts:
    """Raises UnknownContact, CannotJoinItself, ContactIsJoined, AnotherCaseIsOpen."""
    contact, other = unit.contact(command.contact_id), unit.contact(command.other_id)
    contact.join(other, cause=unit.cause)
    settle(contact, unit)
    return _facts(contact) | {"joined": str(other.id)}


def separate(command: SeparateContact, unit: Unit, _: int | None) -> Facts:
    """Raises UnknownContact, ContactNotJoined, ContactIsJoined."""
    contact = unit.contact(command.contact_id)
    other = unit.contact(contact.must_be_joined())
    other.must_stand_for_itself()
    other.separate(contact, cause=unit.cause)
    settle(other, unit, left=contact.accounts)
    settle(contact, unit)
    return _facts(contact) | {"separated_from": str(other.id)}


def _take(contact: Contact, names: Iterable[AccountName], unit: Unit) -> None:
    for name in names:
        account = _account(name, unit)
        conversation = _conversation(account, unit)
        if conversation.contact_id not in (None, contact.id):
            raise AccountTaken(
                contact_id=conversation.contact_id,
                profile=name.profile_id,
                customer=name.customer_id,
            )
        contact.add_account(account, cause=unit.cause)
        conversation.start(name.profile_id, name.customer_id, cause=unit.cause)
        conversation.name_contact(contact.id, cause=unit.cause)


def _account(name: AccountName, unit: Unit) -> Account:
    """Raises UnknownProfile."""
    unit.book.profile(unit, name.profile_id)
    customer = visible(name.customer_id, "customer")
    id = unit.ids.conversation(name.profile_id, customer)
    return Account(name.profile_id, customer, id)


def _conversation(account: Account, unit: Unit) -> Conversation:
    return unit.get(Conversation, account.conversation_id)


def _seen(text: str | None, field: str) -> str | None:
    return visible(text, field) if text is not None else None


def _several(texts: Iterable[str], field: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(visible(each, field) for each in texts))


def _changed(
    before: Iterable[str], add: Iterable[str], remove: Iterable[str], field: str
) -> tuple[str, ...]:
    gone = set(_several(remove, field))
    return tuple(each for each in _several((*before, *add), field) if each not in gone)


def _facts(contact: Contact) -> Facts:
    return {
        "contact_id": str(contact.id),
        "version": contact.version,
        "accounts": [[each.profile_id, each.customer_id] for each in contact.accounts],
    }
