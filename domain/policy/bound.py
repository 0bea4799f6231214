"""A policy together with the version and hash under which it is stored."""

from __future__ import annotations

import msgspec

from domain.policy.document import Policy


class BoundPolicy(msgspec.Struct, frozen=True):
    """`version` counts from 1 per policy; `hash` is the SHA-256 of the stored document."""

    policy: Policy
    version: int
    hash: str
