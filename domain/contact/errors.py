"""Why something could not be done with a contact."""

from __future__ import annotations

from domain.errors import Rejection


class UnknownContact(Rejection):
    code = "unknown_contact"


class AccountTaken(Rejection):
    """The account belongs to another contact already; join the two instead."""

    code = "account_taken"


class NotItsAccount(Rejection):
    code = "not_its_account"


class ContactIsJoined(Rejection):
    """The contact counts as another one, `into`, until it is separated from it."""

    code = "contact_is_joined"


class ContactNotJoined(Rejection):
    code = "contact_not_joined"


class CannotJoinItself(Rejection):
    code = "cannot_join_itself"
