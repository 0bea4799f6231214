"""An account that we own on a channel, and the policy that its new cases follow."""

from __future__ import annotations

from uuid import UUID

from domain.kernel import Aggregate, Cause, Recorded, evolves
from domain.policy.reference import PolicyReference
from domain.profile.errors import NegativeLateness, ProfileExists
from domain.profile.events import (
    AllowedLatenessSet,
    ProfilePolicySet,
    ProfileRegistered,
    RepliesSet,
)


class Profile(Aggregate):
    def __init__(self, id: UUID) -> None:
        super().__init__(id)
        self.registered: ProfileRegistered | None = None
        self.allowed_lateness: float | None = 0.0
        self.policy: PolicyReference | None = None
        self.replies = "open"

    def register(self, registered: ProfileRegistered, *, cause: Cause) -> None:
        """The same again changes nothing. Raises ProfileExists, NegativeLateness."""
        _must_not_be_negative(registered.allowed_lateness)
        if self.registered == registered:
            return
        if self.registered is not None:
            raise ProfileExists(
                profile=registered.profile_id,
                channel=self.registered.channel,
                connector=self.registered.connector,
            )
        self.record(registered, cause)

    def set_policy(self, policy_id: str, version: int, *, cause: Cause) -> None:
        if self.policy != PolicyReference(policy_id, version):
            self.record(ProfilePolicySet(policy_id, version), cause)

    def set_allowed_lateness(self, seconds: float | None, *, cause: Cause) -> None:
        _must_not_be_negative(seconds)
        if seconds != self.allowed_lateness:
            self.record(AllowedLatenessSet(seconds), cause)

    def set_replies(self, replies: str, *, cause: Cause) -> None:
        if replies != self.replies:
            self.record(RepliesSet(replies), cause)

    @evolves(RepliesSet)
    def _replies_set(self, recorded: Recorded[RepliesSet]) -> None:
        self.replies = recorded.event.replies

    @evolves(ProfileRegistered)
    def _registered(self, recorded: Recorded[ProfileRegistered]) -> None:
        self.registered = recorded.event
        self.allowed_lateness = recorded.event.allowed_lateness

    @evolves(ProfilePolicySet)
    def _policy_set(self, recorded: Recorded[ProfilePolicySet]) -> None:
        self.policy = PolicyReference(recorded.event.policy_id, recorded.event.version)

    @evolves(AllowedLatenessSet)
    def _allowed_lateness_set(self, recorded: Recorded[AllowedLatenessSet]) -> None:
        self.allowed_lateness = recorded.event.allowed_lateness


def _must_not_be_negative(seconds: float | None) -> None:
    if seconds is not None and seconds < 0:
        raise NegativeLateness(field="allowed_lateness", seconds=seconds)
