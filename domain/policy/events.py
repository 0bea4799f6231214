"""What can happen to a policy document and to the places that name one."""

from __future__ import annotations

from domain.kernel import Event


class PolicyPublished(Event, frozen=True):
    """`document` is the canonical JSON whose bytes `hash` (SHA-256, hex) covers; `shipped` marks a
    preset of ours. Versions of one policy count from 1."""

    TOPIC = "policy.published"

    policy_id: str
    version: int
    document: str
    hash: str
    shipped: bool = False


class PolicyAppointed(Event, frozen=True):
    """The policy where no profile names one. `scope` is `group` or `deployment`; `target` the
    group's name, or empty."""

    TOPIC = "policy.appointed"

    scope: str
    target: str
    policy_id: str
    version: int
