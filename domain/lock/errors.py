"""Why a mail cannot be locked, released, or worked on."""

from __future__ import annotations

from domain.errors import Rejection


class LockedByAnother(Rejection):
    """Somebody works on it already, until that instant at the latest (B-32)."""

    code = "locked_by_another"


class LocksNotUsed(Rejection):
    """By the case's policy nobody locks anything."""

    code = "locks_not_used"


class NotLocked(Rejection):
    code = "not_locked"


class LockExpired(Rejection):
    """The lock ended by itself at `until`; there is nothing to release."""

    code = "lock_expired"


class OnlyAgentsLock(Rejection):
    """Programs work on mails without locking them."""

    code = "only_agents_lock"
