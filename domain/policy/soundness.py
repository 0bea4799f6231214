"""Values that make each other pointless. A policy that holds some is not published.

What was published before such a rule was made stays readable: these are no rules of the document.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from domain.policy.document import Policy
from domain.policy.durations import write_duration
from domain.policy.errors import InvalidPolicy
from domain.policy.work import RestrictTo

Problem = tuple[str, str]


def unsound(policy: Policy) -> list[Problem]:
    """Pairs of field and problem."""
    return [
        *_openings(policy),
        *_endings(policy),
        *_ratings(policy),
        *_links(policy),
        *_work(policy),
    ]


def must_be_sound(policy: Policy) -> None:
    """Raises InvalidPolicy."""
    if found := unsound(policy):
        field, problem = found[0]
        raise InvalidPolicy(field=field, problem=problem, problems=tuple(found))


def _openings(policy: Policy) -> Iterator[Problem]:
    opening = policy.grouping.auto_create
    if opening.enabled:
        return
    place = "grouping.auto_create"
    if opening.conditions:
        yield f"{place}.conditions", f"say which messages open cases, but {place}.enabled is false"
    if opening.only_private_1to1:
        yield f"{place}.only_private_1to1", f"is pointless where {place}.enabled is false"


def _endings(policy: Policy) -> Iterator[Problem]:
    closed_after, grace = policy.resolve.closed_after, policy.grace.length
    if closed_after is None:
        return
    field = "resolve.closed_after"
    if policy.status_of("closed") is None:
        yield field, "needs a status of category closed"
    if grace is None or closed_after < grace:
        lasts = "for ever" if grace is None else write_duration(grace)
        yield (
            field,
            f"is {write_duration(closed_after)}, so the case is closed before its grace"
            f" (grace.length, {lasts}) is over",
        )


def _ratings(policy: Policy) -> Iterator[Problem]:
    closes = [str(level) for level, effect in policy.survey.map if effect == "close"]
    if closes and policy.status_of("closed") is None:
        levels = ", ".join(closes)
        yield "survey.map", f"closes at {levels}, but no status has category closed"


def _links(policy: Policy) -> Iterator[Problem]:
    if "parent_child" in policy.link.kinds:
        return
    if policy.link.cascade_close != "none":
        yield "link.cascade_close", "speaks of children, but link.kinds holds no parent_child"
    if isinstance(policy.link.child_channels, tuple):
        yield "link.child_channels", "speaks of children, but link.kinds holds no parent_child"


def _work(policy: Policy) -> Iterator[Problem]:
    if policy.lock.scope != "none" and policy.lock.ttl == timedelta(0):
        yield "lock.ttl", f"is 0, so a lock of a {policy.lock.scope} ends as soon as it is taken"
    assignment = policy.assignment
    if assignment.restrict_to != RestrictTo() and not assignment.strategies:
        yield (
            "assignment.restrict_to",
            "says who gets cases, but assignment.strategies says not how",
        )
