"""Why a case could not be opened by hand, or took somebody's message not."""

from __future__ import annotations

from domain.errors import Rejection


class CustomerRequired(Rejection):
    """By this policy every case belongs to a customer of a profile; `field` is what is missing."""

    code = "customer_required"


class PolicyOfProfile(Rejection):
    """A case of a profile follows the profile's policy, so none can be chosen for it."""

    code = "policy_of_profile"


class OtherAuthor(Rejection):
    """The message is another customer's, and the case's policy lets in only its own (Q-07)."""

    code = "other_author"
