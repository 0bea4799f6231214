"""What can happen to an account that we own on a channel."""

from __future__ import annotations

from domain.kernel import Event


class ProfileRegistered(Event, frozen=True):
    """`allowed_lateness` in seconds; None trusts the channel's time without limit.

    `group` receives the profile's new cases; `service` is what they are about.
    """

    TOPIC = "profile.registered"

    profile_id: str
    channel: str
    connector: str
    allowed_lateness: float | None
    can_initiate: bool = False
    telephony: bool = False
    group: str | None = None
    service: str | None = None


class ProfilePolicySet(Event, frozen=True):
    """New cases of the profile follow this policy version."""

    TOPIC = "profile.policy_set"

    policy_id: str
    version: int


class RepliesSet(Event, frozen=True):
    """Whether customers may answer here: `open`, or `closed`, and then nothing that comes reopens
    a case by itself (C-45). A profile is open until this says otherwise."""

    TOPIC = "profile.replies_set"

    replies: str


class AllowedLatenessSet(Event, frozen=True):
    """Seconds; None trusts the channel's time without limit."""

    TOPIC = "profile.allowed_lateness_set"

    allowed_lateness: float | None
