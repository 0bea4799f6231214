"""What a person may ask who has the permission to delete (E-45)."""

from __future__ import annotations

from uuid import UUID

import msgspec


class DeleteCase(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    case_id: UUID
    reason: str


class RestoreCase(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    case_id: UUID
