"""Whoever binds a policy to a place must not strand or double an open case there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from application.unit import Unit
from domain.policy.errors import BindingRefused
from domain.policy.reference import PolicyReference
from domain.rules.binding import Hindrance, hindrances, open_cases

LISTED = 10


def must_hinder_nobody(profile_ids: Iterable[str], chosen: PolicyReference, unit: Unit) -> None:
    """Raises BindingRefused. A case that opens while this looks keeps the policy of before."""
    policy = unit.book.version(unit, chosen).policy
    for profile_id in profile_ids:
        found = [
            each
            for conversation in unit.open_conversations(profile_id)
            for each in hindrances(policy, open_cases(conversation))
        ]
        if found:
            raise BindingRefused(profile=profile_id, **listed(found), **of(chosen))


def of(chosen: PolicyReference) -> dict[str, Any]:
    return {"policy": chosen.policy_id, "version": chosen.version}


def listed(found: Sequence[Hindrance]) -> dict[str, Any]:
    """The first of them, and how many there are."""
    first = ", ".join(each.sentence for each in found[:LISTED])
    more = len(found) - LISTED
    return {"count": len(found), "cases": f"{first} and {more} more" if more > 0 else first}
