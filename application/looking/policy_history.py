"""The versions of a policy, and what each of them changed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import msgspec

from application.store import Store
from domain.identity import Namespace
from domain.policy.difference import in_words
from domain.policy.document import Policy, parse
from domain.policy.errors import UnknownPolicy
from domain.policy.events import PolicyPublished


class PolicyChange(msgspec.Struct, frozen=True):
    """One version: who published it when, and what it changed in words."""

    version: int
    at: datetime
    actor: str
    authority: str
    shipped: bool
    hash: str
    changes: list[str]


def policy_history(store: Store, ids: Namespace, policy_id: str) -> Iterator[PolicyChange]:
    """Oldest first. Raises UnknownPolicy."""
    before: Policy | None = None
    for recorded in store.history(ids.policy(policy_id)):
        event, cause = recorded.event, recorded.cause
        assert isinstance(event, PolicyPublished)
        after = parse(event.document)
        yield PolicyChange(
            event.version,
            cause.occurred_at,
            cause.actor,
            cause.authority,
            event.shipped,
            event.hash,
            in_words(before, after) if before is not None else ["published"],
        )
        before = after
    if before is None:
        raise UnknownPolicy(policy=policy_id)
