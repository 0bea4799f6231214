"""The person behind one or more accounts. Which accounts are one person is said, never guessed."""

from __future__ import annotations

from uuid import UUID

from domain.contact.errors import (
    CannotJoinItself,
    ContactIsJoined,
    ContactNotJoined,
    NotItsAccount,
)
from domain.contact.events import (
    Account,
    AccountAdded,
    AccountRemoved,
    ContactAdded,
    ContactDetails,
    ContactJoined,
    ContactSeparated,
    DetailsChanged,
    JoinedInto,
    SeparatedFrom,
)
from domain.kernel import Aggregate, Cause, Recorded, evolves


class Contact(Aggregate):
    """`joined` are the accounts of each contact that was joined into this one."""

    def __init__(self, id: UUID) -> None:
        super().__init__(id)
        self.details = ContactDetails()
        self.own: dict[UUID, Account] = {}
        self.joined: dict[UUID, tuple[Account, ...]] = {}
        self.joined_into: UUID | None = None

    @property
    def accounts(self) -> list[Account]:
        """Its own first, then those of joined contacts in the order of the joins."""
        return [*self.own.values(), *(each for group in self.joined.values() for each in group)]

    def add(self, details: ContactDetails, *, cause: Cause) -> None:
        self.record(ContactAdded(details), cause)

    def change(self, details: ContactDetails, *, cause: Cause) -> None:
        """Raises ContactIsJoined."""
        self.must_stand_for_itself()
        if details != self.details:
            self.record(DetailsChanged(details), cause)

    def add_account(self, account: Account, *, cause: Cause) -> None:
        """Raises ContactIsJoined."""
        self.must_stand_for_itself()
        if account.conversation_id not in self.own:
            self.record(AccountAdded(account), cause)

    def remove_account(self, account: Account, *, cause: Cause) -> None:
        """Raises ContactIsJoined, NotItsAccount: what came with a join goes with it."""
        self.must_stand_for_itself()
        if account.conversation_id not in self.own:
            raise NotItsAccount(
                contact_id=self.id, profile=account.profile_id, customer=account.customer_id
            )
        self.record(AccountRemoved(account), cause)

    def join(self, other: Contact, *, cause: Cause) -> None:
        """Raises CannotJoinItself, ContactIsJoined: whoever was joined is spoken for."""
        if other.id == self.id:
            raise CannotJoinItself(contact_id=self.id)
        self.must_stand_for_itself()
        other.must_stand_for_itself()
        self.record(ContactJoined(other.id, tuple(other.accounts)), cause)
        other.record(JoinedInto(self.id), cause)

    def separate(self, other: Contact, *, cause: Cause) -> None:
        self.record(ContactSeparated(other.id, self.joined[other.id]), cause)
        other.record(SeparatedFrom(self.id), cause)

    def must_stand_for_itself(self) -> None:
        """Raises ContactIsJoined."""
        if self.joined_into is not None:
            raise ContactIsJoined(contact_id=self.id, into=self.joined_into)

    def must_be_joined(self) -> UUID:
        """Into which contact. Raises ContactNotJoined."""
        if self.joined_into is None:
            raise ContactNotJoined(contact_id=self.id)
        return self.joined_into

    @evolves(ContactAdded)
    def _added(self, recorded: Recorded[ContactAdded]) -> None:
        self.details = recorded.event.personal

    @evolves(DetailsChanged)
    def _changed(self, recorded: Recorded[DetailsChanged]) -> None:
        self.details = recorded.event.personal

    @evolves(AccountAdded)
    def _account_added(self, recorded: Recorded[AccountAdded]) -> None:
        self.own[recorded.event.account.conversation_id] = recorded.event.account

    @evolves(AccountRemoved)
    def _account_removed(self, recorded: Recorded[AccountRemoved]) -> None:
        self.own.pop(recorded.event.account.conversation_id, None)

    @evolves(ContactJoined)
    def _joined(self, recorded: Recorded[ContactJoined]) -> None:
        self.joined[recorded.event.contact_id] = recorded.event.accounts

    @evolves(JoinedInto)
    def _joined_into(self, recorded: Recorded[JoinedInto]) -> None:
        self.joined_into = recorded.event.contact_id

    @evolves(ContactSeparated)
    def _separated(self, recorded: Recorded[ContactSeparated]) -> None:
        self.joined.pop(recorded.event.contact_id, None)

    @evolves(SeparatedFrom)
    def _separated_from(self, _: Recorded[SeparatedFrom]) -> None:
        self.joined_into = None
