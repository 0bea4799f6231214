"""Which profiles are registered, and the policy that a new case of each would get."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from application.looking.streams import Streams
from application.policies.book import PolicyBook
from domain.identity import Namespace
from domain.profile.aggregate import Profile
from domain.profile.events import ProfileRegistered


class ListedProfile(msgspec.Struct, frozen=True):
    """`own` is whether the profile names its policy itself; `allowed_lateness` in seconds."""

    profile: str
    channel: str
    connector: str
    policy: str
    policy_version: int
    own: bool
    allowed_lateness: float | None
    can_initiate: bool
    telephony: bool
    group: str | None
    service: str | None


def profiles(streams: Streams, ids: Namespace) -> Iterator[ListedProfile]:
    book = PolicyBook(ids)
    for at in streams.all_of(ProfileRegistered.TOPIC):
        profile = streams.get(Profile, at.recorded.originator_id)
        registered, bound = profile.registered, book.current(streams, profile)
        assert registered is not None
        yield ListedProfile(
            registered.profile_id,
            registered.channel,
            registered.connector,
            bound.policy.id,
            bound.version,
            profile.policy is not None,
            profile.allowed_lateness,
            registered.can_initiate,
            registered.telephony,
            registered.group,
            registered.service,
        )
