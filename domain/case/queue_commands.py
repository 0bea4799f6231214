"""Taking cases to work on them, and saying where they wait."""

from __future__ import annotations

from uuid import UUID

import msgspec


class TakeCase(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """The agent who asks becomes the assignee (C-10, C-11)."""

    case_id: UUID


class TakeNext(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """The case of the queue whose turn it is becomes that of the agent who asks (C-03)."""

    queue: str


class PutInQueue(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """It waits there from now on, at the end."""

    case_id: UUID
    queue: str
