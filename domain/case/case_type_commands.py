"""Saying what kind of case it is, and moving it along its process."""

from __future__ import annotations

from uuid import UUID

import msgspec


class SetCaseType(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """From here on the newest version of this type holds for the case."""

    case_id: UUID
    case_type: str


class AdvanceCase(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """To the next stage of its process, as on the workflow bar (C-14)."""

    case_id: UUID
