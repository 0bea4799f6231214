"""While a message stayed in a case: what that was merged into, and taken out of again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from application.store import Store
from domain.case.deleting_events import CaseDeleted, CaseRestored
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


class Removal(msgspec.Struct, frozen=True):
    """The case was deleted, or restored when `undone`, while the message was in it."""

    undone: bool
    at: datetime
    actor: str
    authority: str


class Stay(msgspec.Struct, frozen=True):
    """From when a message was attached to a case until it left."""

    attached: Recorded[MessageAttached]
    merges: tuple[Merge, ...]
    removals: tuple[Removal, ...] = ()


def stays(store: Store, case_id: UUID, message_id: UUID) -> list[Stay]:
    """In order: a message may come back."""
    found: list[Stay] = []
    here: Recorded[MessageAttached] | None = None
    merges: list[Merge] = []
    removals: list[Removal] = []
    for recorded in store.history(case_id):
        event = recorded.event
        if isinstance(event, MessageAttached) and event.message_id == message_id:
            here, merges, removals = recorded, [], []
        elif here is not None:
            merges += _merges(recorded)
            removals += _removals(recorded)
            if isinstance(event, MessageDetached) and event.message_id == message_id:
                found.append(Stay(here, tuple(merges), tuple(removals)))
                here = None
    if here is not None:
        found.append(Stay(here, tuple(merges), tuple(removals)))
    return found


def _merges(recorded: Recorded[Any]) -> Iterator[Merge]:
    event, cause = recorded.event, recorded.cause
    if isinstance(event, CaseMerged | CaseUnmerged) and event.role == "target":
        undone = isinstance(event, CaseUnmerged)
        yield Merge(event.number, undone, cause.occurred_at, cause.actor, cause.authority)


def _removals(recorded: Recorded[Any]) -> Iterator[Removal]:
    event, cause = recorded.event, recorded.cause
    if isinstance(event, CaseDeleted | CaseRestored):
        undone = isinstance(event, CaseRestored)
        yield Removal(undone, cause.occurred_at, cause.actor, cause.authority)
