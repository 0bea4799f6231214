"""Saying what became of the matter."""

from __future__ import annotations

from uuid import UUID

import msgspec


class SetDisposition(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """One of the dispositions of the case's service."""

    case_id: UUID
    disposition: str
