"""What can happen to the right to work on a mail alone."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from domain.kernel import Event


class LockTaken(Event, frozen=True):
    """`holder` alone works on it while it is before `until`; nothing happens at that instant, so
    that no timer is needed. Taken again by its holder it lasts longer.

    Without `message_id` the whole case is locked.
    """

    TOPIC = "lock.taken"

    case_id: UUID
    holder: str
    until: datetime
    message_id: UUID | None = None


class LockReleased(Event, frozen=True):
    """`because` is released, answered, or broken: then another one than the holder did it."""

    TOPIC = "lock.released"

    holder: str
    because: str
