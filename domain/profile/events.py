"""What can happen to an account that we own on a channel."""

from __future__ import annotations

from domain.kernel import Event


class ProfileRegistered(Event, frozen=True):
    """`allowed_lateness` in seconds; None trusts the channel's time without limit.

    `group` receives the profile's new cases.
    """

    TOPIC = "profile.registered"

    profile_id: str
    channel: str
    connector: str
    allowed_lateness: float | None
    can_initiate: bool = False
    telephony: bool = False
    group: str | None = None


class ProfilePolicySet(Event, frozen=True):
    """New cases of the profile follow this policy version."""

    TOPIC = "profile.policy_set"

    policy_id: str
    version: int


class AllowedLatenessSet(Event, frozen=True):
    """Seconds; None trusts the channel's time without limit."""

    TOPIC = "profile.allowed_lateness_set"

    allowed_lateness: float | None
