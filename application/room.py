"""Whether a case may stand open beside another of its customer."""

from __future__ import annotations

from application.policies.book import PolicyBook, Reading
from domain.case.aggregate import Case


def only_one(case: Case, reading: Reading, book: PolicyBook) -> bool:
    """By the policy that it follows, or by the one that new cases of its profile get: a case that
    is older than that one comes back to no second place (E-09, E-47)."""
    assert case.policy is not None
    if book.version(reading, case.policy).policy.grouping.one_open_case:
        return True
    if not case.profile_id:
        return False
    profile = book.profile(reading, case.profile_id)
    return book.current(reading, profile).policy.grouping.one_open_case
