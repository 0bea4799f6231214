"""What a person may ask of policies."""

from __future__ import annotations

import msgspec


class PublishPolicy(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """`document` is the canonical JSON of a checked policy (`domain.policy.document`)."""

    policy_id: str
    document: str


class AppointPolicy(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """Use a policy where no profile names one. `scope`: `group` (with `target`) or `deployment`."""

    scope: str
    policy_id: str
    target: str = ""
    policy_version: int | None = None


class UpgradePreset(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """Publish a shipped policy as this release has it. Nobody follows the new version yet."""

    policy_id: str
