"""What is written beside the events, in their transaction."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Literal
from uuid import UUID

import msgspec
from eventsourcing.persistence import IntegrityError

from application.assigning.holding import Holding, Loads
from application.intake.records import Record
from domain.case.queued import QueuePlace


class PositionMove(msgspec.Struct, frozen=True):
    """Partition of a topic id: from `expected` (None: never read) to `next_offset`.

    `first_offset` counts only for the first move; `gaps` and `duplicates` are what this move met.
    """

    topic_id: UUID
    partition: int
    topic: str
    expected: int | None
    next_offset: int
    first_offset: int
    gaps: int
    duplicates: int
    broker_time: datetime


class Letter(msgspec.Struct, frozen=True):
    """A record that could not be taken, and why."""

    record: Record
    code: str
    field: str
    rule: str


class Hold(msgspec.Struct, frozen=True):
    """A record behind a fault of ours. `fault` is None for those that only wait their turn."""

    record: Record
    hold_key: str
    fault: str | None


class Repetition(msgspec.Struct, frozen=True):
    """A record that repeats what is already known as `message_id`."""

    record: Record
    message_id: UUID


class Receipt(msgspec.Struct, frozen=True):
    """`request_hash` tells the same command again from another one under the same id."""

    command_id: str
    request_hash: str
    outcome: bytes


class Reads(msgspec.Struct, frozen=True):
    """What a decision rests on: the log as of `seen`, of which these streams were read.

    A stream may be named more than once: mostly nothing changed, and then nobody looks at them.
    `holds` is None where held records do not matter.
    """

    seen: int
    streams: Sequence[UUID]
    holds: tuple[int, int] | None


class Settled(msgspec.Struct, frozen=True):
    """An open letter that got its outcome by a retry, or was given up."""

    letter_id: int
    outcome: str
    actor: str
    authority: str
    command_id: str | None = None
    state: Literal["retried", "discarded"] = "retried"


class HeldAct(msgspec.Struct, frozen=True):
    """What an operator did about the records behind a key, and how it ended."""

    act: Literal["retry", "bury"]
    hold_key: str
    actor: str
    authority: str
    command_id: str | None
    taken: int
    left_behind: int
    fault: str | None
    acted_at: datetime


class Turn(msgspec.Struct, frozen=True):
    """The case has to be the one whose turn it is: `order` are priorities that go first."""

    queue: str
    case_id: UUID
    order: Sequence[str]


class NotItsTurn(IntegrityError):
    """Another case's turn came between the decision and its commit."""


class Beside(msgspec.Struct, frozen=True):
    """Everything of one transaction that is not an event.

    `released` are held records that got their turn; `recounted` the partitions of those records,
    taken later than their position, that turned out to be repetitions. `places` say where cases
    wait now, None: nowhere; `turn` is checked before they move. `articles` by their words.
    Of several `holdings` of one case the last one holds.
    """

    positions: Sequence[PositionMove] = ()
    letters: Sequence[Letter] = ()
    holds: Sequence[Hold] = ()
    released: Sequence[int] = ()
    repetitions: Sequence[Repetition] = ()
    settled: Sequence[Settled] = ()
    acts: Sequence[HeldAct] = ()
    recounted: Sequence[tuple[UUID, int]] = ()
    receipt: Receipt | None = None
    numbers: Sequence[tuple[str, UUID]] = ()
    places: Sequence[tuple[UUID, QueuePlace | None]] = ()
    turn: Turn | None = None
    articles: Sequence[tuple[str, Sequence[str]]] = ()
    reads: Reads | None = None
    holdings: Sequence[Holding] = ()
    loads: Loads | None = None


class StalePosition(IntegrityError):
    """Somebody else moved this partition: the batch is a zombie's and is rejected whole."""


class ChangedMeanwhile(IntegrityError):
    """Streams that the decision rests on were written since; `streams` says which.

    `holds` is true when the set of held records changed, which any decision may rest on.
    """

    def __init__(self, streams: Collection[UUID], *, holds: bool) -> None:
        super().__init__(f"{len(streams)} streams changed, holds changed: {holds}")
        self.streams = frozenset(streams)
        self.holds = holds


class Committed(msgspec.Struct, frozen=True):
    """`last` is the log's position after the transaction; `others` the streams that other writers
    changed between the decision's `seen` and it."""

    last: int
    others: frozenset[UUID]
