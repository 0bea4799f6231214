"""Working on a mail alone."""

from __future__ import annotations

from uuid import UUID

import msgspec


class LockMessage(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """Open a mail to work on it. Under `lock.scope: case` its whole case is locked.

    The holder's own lock lasts longer then.
    """

    message_id: UUID


class ReleaseLock(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """Give a mail free. With `breaking` also one that another holds; that needs `assign`."""

    message_id: UUID
    breaking: bool = False
