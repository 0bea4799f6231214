from __future__ import annotations

from uuid import UUID

from domain.contact.aggregate import Contact
from domain.contact.errors import ContactIsJoined, NotItsAccount
from domain.contact.events import (
    Account,
    AccountAdded,
    AccountRemoved,
    ContactAdded,
    ContactDetails,
    ContactJoined,
    DetailsChanged,
    JoinedInto,
    SeparatedFrom,
)
from tests.support.scenario import Scenario, by

ANN = ContactDetails("Ann")
MAIL = Account("care", "ann", UUID(int=10))
CHAT = Account("chat", "ann-42", UUID(int=11))
OTHER = UUID(int=2)
CAUSE = by("agent:bob")


def scenario() -> Scenario[Contact]:
    return Scenario(Contact).given(ContactAdded(ANN))


def test_changed_details_are_kept_and_the_same_ones_change_nothing() -> None:
    new = ContactDetails("Ann Example")
    scenario().when(lambda c: c.change(new, cause=CAUSE)).then(DetailsChanged(new))
    scenario().when(lambda c: c.change(ANN, cause=CAUSE)).then()
    changed = scenario().given(DetailsChanged(new))
    changed.when(lambda c: c.change(new, cause=CAUSE)).then()


def test_an_account_is_added_once_and_removed_once() -> None:
    scenario().when(lambda c: c.add_account(MAIL, cause=CAUSE)).then(AccountAdded(MAIL))
    having = scenario().given(AccountAdded(MAIL))
    having.when(lambda c: c.add_account(MAIL, cause=CAUSE)).then()
    having = scenario().given(AccountAdded(MAIL))
    having.when(lambda c: c.remove_account(MAIL, cause=CAUSE)).then(AccountRemoved(MAIL))
    without = scenario().given(AccountAdded(MAIL), AccountRemoved(MAIL))
    without.when(lambda c: c.remove_account(MAIL, cause=CAUSE)).then_rejected(NotItsAccount)


def test_accounts_of_joined_contacts_come_behind_its_own() -> None:
    joined = scenario().given(ContactJoined(OTHER, (CHAT,)), AccountAdded(MAIL))
    assert joined.when(lambda c: c.accounts).answer == [MAIL, CHAT]


def test_whoever_was_joined_changes_again_only_after_the_separation() -> None:
    joined = scenario().given(JoinedInto(OTHER))
    joined.when(lambda c: c.change(ContactDetails("B"), cause=CAUSE)).then_rejected(
        ContactIsJoined, into=OTHER
    )
    free = scenario().given(JoinedInto(OTHER), SeparatedFrom(OTHER))
    free.when(lambda c: c.change(ContactDetails("B"), cause=CAUSE)).then(
        DetailsChanged(ContactDetails("B"))
    )
