"""Whose answers belong to a case: its customer's, and those of people who were written to in it.

Whoever only knows the case's number is not let in (zammad#5064, freescout#3231).
"""

from __future__ import annotations

from collections.abc import Collection

from domain.case.aggregate import Case
from domain.case.events import Addressed
from domain.message.events import Recipient
from domain.policy.document import Policy

BY_THREAD = ("thread", "case_number_then_thread")
WRITTEN_TO = ("to", "cc")


def lets_others_in(policy: Policy) -> bool:
    """Where each customer has cases of his own, nobody else's message enters one (E-08, Q-25)."""
    return policy.grouping.key in BY_THREAD


def is_participant(case: Case, profile_id: str, accounts: Collection[str]) -> bool:
    """`accounts` are the sender's. An account's name means the same only at the same profile."""
    known = (case.customer_id.casefold(), *case.participants)
    return case.profile_id == profile_id and any(each.casefold() in known for each in accounts)


def newly_addressed(
    recipients: Collection[Recipient], case: Case, profile_id: str
) -> Addressed | None:
    """Who is written to in a case for the first time, but for its customer and us."""
    if not recipients:
        return None
    known = {case.customer_id.casefold(), profile_id.casefold(), *case.participants}
    written_to = (each.id for each in recipients if each.role in WRITTEN_TO)
    new = dict.fromkeys(id for id in written_to if id.casefold() not in known)
    return Addressed(tuple(new)) if new else None
