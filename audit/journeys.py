"""While a message stayed in a case: what that was merged into, and taken out of again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from application.store import Store
from domain.case.events import MessageAttached, MessageDetached
from domain.case.merging_events import CaseMerged, CaseUnmerged
from domain.kernel import Recorded


class Merge(msgspec.Struct, frozen=True):
    """The case was merged `into` another, or taken out of it again when `undone`; the message is
    shown there as long as it is."""

    into: str
    undone: bool
    at: datetime
    actor: str
    authority: str


class Stay(msgspec.Struct, frozen=True):
    """From when a message was attached to a case until it left."""

    attached: Recorded[MessageAttached]
    merges: tuple[Merge, ...]


def stays(store: Store, case_id: UUID, message_id: UUID) -> list[Stay]:
    """In order: a message may come back."""
    found: list[Stay] = []
    here: Recorded[MessageAttached] | None = None
    merges: list[Merge] = []
    for recorded in store.history(case_id):
        event = recorded.event
        if isinstance(event, MessageAttached) and event.message_id == message_id:
            here, merges = recorded, []
        elif here is not None:
            merges += _merges(recorded)
            if isinstance(event, MessageDetached) and event.message_id == message_id:
                found.append(Stay(here, tuple(merges)))
                here = None
    return [*found, Stay(here, tuple(merges))] if here is not None else found


def _merges(recorded: Recorded[Any]) -> Iterator[Merge]:
    event, cause = recorded.event, recorded.cause
    if isinstance(event, CaseMerged | CaseUnmerged) and event.role == "target":
        undone = isinstance(event, CaseUnmerged)
        yield Merge(event.number, undone, cause.occurred_at, cause.actor, cause.authority)
