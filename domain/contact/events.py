"""What can happen to a contact: the person behind one or more accounts."""

from __future__ import annotations

from uuid import UUID

import msgspec

from domain.kernel import Event


class ContactDetails(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """What we know of a person, apart from what his messages say of him."""

    name: str | None = None
    first_name: str | None = None
    last_name: str | None = None
    company: str | None = None
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()


class Account(msgspec.Struct, frozen=True, gc=False):
    """A customer of a profile, and the conversation of the two."""

    profile_id: str
    customer_id: str
    conversation_id: UUID


class ContactAdded(Event, frozen=True):
    TOPIC = "contact.added"

    personal: ContactDetails


class DetailsChanged(Event, frozen=True):
    """All details as they are now."""

    TOPIC = "contact.details_changed"

    personal: ContactDetails


class AccountAdded(Event, frozen=True):
    TOPIC = "contact.account_added"

    account: Account


class AccountRemoved(Event, frozen=True):
    TOPIC = "contact.account_removed"

    account: Account


class ContactJoined(Event, frozen=True):
    """Another contact turned out to be the same person; its accounts count as this one's."""

    TOPIC = "contact.joined"

    contact_id: UUID
    accounts: tuple[Account, ...] = ()


class JoinedInto(Event, frozen=True):
    """The other half: whoever looks for this contact finds that one."""

    TOPIC = "contact.joined_into"

    contact_id: UUID


class ContactSeparated(Event, frozen=True):
    """A join was taken back, here; the accounts are the other one's again."""

    TOPIC = "contact.separated"

    contact_id: UUID
    accounts: tuple[Account, ...] = ()


class SeparatedFrom(Event, frozen=True):
    """A join was taken back, there: the contact stands for itself again."""

    TOPIC = "contact.separated_from"

    contact_id: UUID
