"""What a person may ask of the policy that open cases follow."""

from __future__ import annotations

from uuid import UUID

import msgspec


class RebindCases(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """Let open cases follow what a new case of their profile would; all of them or none."""

    case_ids: tuple[UUID, ...]
