"""Who holds a mail, and who held it before, as the log has it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

import msgspec

from application.looking.streams import Streams
from application.merges import end_of
from application.store import Store
from domain.identity import Namespace
from domain.lock.aggregate import WorkLock
from domain.lock.events import LockTaken
from domain.message.aggregate import Message
from domain.message.errors import UnknownMessage


class LockState(msgspec.Struct, frozen=True):
    """`holder` is None while the mail is free; `on` says what he holds: message or case."""

    message_id: UUID
    holder: str | None
    until: datetime | None
    on: str | None


class LockChange(msgspec.Struct, frozen=True):
    """`what` is taken, released, answered or broken."""

    at: datetime
    what: str
    on: str
    holder: str
    until: datetime | None
    actor: str
    authority: str


def lock_state(store: Store, ids: Namespace, message_id: UUID, now: datetime) -> LockState:
    """Raises UnknownMessage."""
    for on, id in _locks(store, ids, message_id):
        lock = Streams(store).get(WorkLock, id)
        if (holder := lock.held_by(now)) is not None:
            return LockState(message_id, holder, lock.until, on)
    return LockState(message_id, None, None, None)


def lock_history(store: Store, ids: Namespace, message_id: UUID) -> list[LockChange]:
    """Oldest first; that a lock expired is seen from its end. Raises UnknownMessage."""
    changes = [
        each for on, id in _locks(store, ids, message_id) for each in _changes(store, on, id)
    ]
    return sorted(changes, key=lambda each: each.at)


def _locks(store: Store, ids: Namespace, message_id: UUID) -> Iterator[tuple[str, UUID]]:
    streams = Streams(store)
    message = streams.get(Message, message_id)
    if not message.version:
        raise UnknownMessage(message_id=message_id)
    yield "message", ids.lock(message_id)
    if message.case_id is not None:
        yield "case", ids.lock(end_of(streams, message.case_id) or message.case_id)


def _changes(store: Store, on: str, id: UUID) -> Iterator[LockChange]:
    for each in store.history(id):
        taken = isinstance(each.event, LockTaken)
        yield LockChange(
            at=each.cause.occurred_at,
            what="taken" if taken else each.event.because,
            on=on,
            holder=each.event.holder,
            until=each.event.until if taken else None,
            actor=each.cause.actor,
            authority=each.cause.authority,
        )
