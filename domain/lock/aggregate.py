"""The exclusive right to work on one mail, or one case: it has a holder and ends by itself."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from domain.kernel import Aggregate, Cause, Recorded, evolves
from domain.lock.errors import LockedByAnother, LockExpired, NotLocked
from domain.lock.events import LockReleased, LockTaken


class WorkLock(Aggregate):
    """Whether it is held is a question about an instant: at `until` it is free already."""

    def __init__(self, id: UUID) -> None:
        super().__init__(id)
        self.holder: str | None = None
        self.until: datetime | None = None

    def held_by(self, at: datetime) -> str | None:
        return self.holder if self.until is not None and at < self.until else None

    def must_be_free_for(self, who: str, *, at: datetime) -> None:
        """Raises LockedByAnother."""
        holder = self.held_by(at)
        if holder is not None and holder != who:
            raise LockedByAnother(holder=holder, until=self.until)

    def take(
        self, who: str, case_id: UUID, message_id: UUID | None, ttl: timedelta, *, cause: Cause
    ) -> None:
        """Never makes one's own lock shorter. Raises LockedByAnother."""
        at = cause.occurred_at
        self.must_be_free_for(who, at=at)
        until = at + ttl
        if self.held_by(at) is None or self.until is None or until > self.until:
            self.record(LockTaken(case_id, who, until, message_id), cause)

    def release(self, who: str, *, breaking: bool, cause: Cause) -> None:
        """Raises NotLocked, LockExpired, LockedByAnother."""
        if self.holder is None:
            raise NotLocked
        if self.held_by(cause.occurred_at) is None:
            raise LockExpired(holder=self.holder, until=self.until)
        mine = self.holder == who
        if not mine and not breaking:
            raise LockedByAnother(holder=self.holder, until=self.until)
        self.record(LockReleased(self.holder, "released" if mine else "broken"), cause)

    def answered(self, who: str, *, cause: Cause) -> None:
        """One's own lock has done its work; where nobody has one, none is needed."""
        if self.held_by(cause.occurred_at) == who:
            self.record(LockReleased(who, "answered"), cause)

    @evolves(LockTaken)
    def _taken(self, recorded: Recorded[LockTaken]) -> None:
        self.holder, self.until = recorded.event.holder, recorded.event.until

    @evolves(LockReleased)
    def _released(self, _: Recorded[LockReleased]) -> None:
        self.holder = self.until = None
