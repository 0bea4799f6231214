"""Naming one version of one policy."""

from __future__ import annotations

import msgspec


class PolicyReference(msgspec.Struct, frozen=True, gc=False):
    """Versions count from 1."""

    policy_id: str
    version: int
