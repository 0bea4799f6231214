"""What a person may ask of a profile."""

from __future__ import annotations

from typing import Literal

import msgspec


class RegisterProfile(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """`allowed_lateness` in seconds, None for unlimited; without `policy_id` the lookup goes on to
    the group, the deployment's default and the built-in policy. `policy_version` None: the newest.
    """

    profile_id: str
    channel: str
    connector: str
    policy_id: str | None = None
    policy_version: int | None = None
    allowed_lateness: float | None = 86_400.0
    can_initiate: bool = False
    telephony: bool = False
    group: str | None = None
    service: str | None = None


class SetProfilePolicy(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    profile_id: str
    policy_id: str
    policy_version: int | None = None


class SetReplies(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """Whether customers may answer here, and so reopen cases (C-45)."""

    profile_id: str
    replies: Literal["open", "closed"]


class SetAllowedLateness(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """Seconds; None for unlimited."""

    profile_id: str
    allowed_lateness: float | None
