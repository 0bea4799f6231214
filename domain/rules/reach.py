"""What can be done on a profile: its connection says it, else the profile's own registration."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from domain.definition.connection import Connection
from domain.policy.document import Policy
from domain.profile.events import ProfileRegistered

CALLS = "calls"


class Reach(msgspec.Struct, frozen=True):
    """Telegram through one connector can begin a contact, through another it cannot (D-08)."""

    profile_id: str
    channel: str
    connector: str
    can_initiate: bool
    telephony: bool

    def fits(self, contact: str) -> bool:
        """An address is written to by mail, a number called; anybody else is on any channel."""
        if contact == "email":
            return self.channel == "email"
        return contact != "phone" or self.telephony or self.channel == CALLS


def reach_of(profile: ProfileRegistered, connections: Iterable[Connection]) -> Reach:
    """Of several connections for the same channel and connector the first counts."""
    here = (profile.channel, profile.connector)
    found = next((each for each in connections if (each.channel, each.connector) == here), None)
    if found is None:
        can_initiate, telephony = profile.can_initiate, profile.telephony
    else:
        can_initiate = found.active and found.can_initiate
        telephony = found.active and found.telephony
    return Reach(profile.profile_id, *here, can_initiate, telephony)


def takes_children(reach: Reach, policy: Policy) -> bool:
    """The capability belongs to the connection, not to the kind of channel (D-07); a strict policy
    names the channels instead (D-49)."""
    channels = policy.link.child_channels
    return reach.can_initiate if channels == "can_initiate" else reach.channel in channels
