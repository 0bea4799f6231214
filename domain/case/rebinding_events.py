"""A case that moves on to another version of its policy, or to another policy."""

from __future__ import annotations

from domain.kernel import Event


class PolicyRebound(Event, frozen=True):
    """From now on its decisions follow this version; those before it stay as they were made. A
    status that is called otherwise there is changed by an event of its own."""

    TOPIC = "case.policy_rebound"

    policy_id: str
    version: int
    hash: str
    from_policy: str
    from_version: int
