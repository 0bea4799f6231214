"""Reading and keeping the tables beside the log. Two backends keep the same promises."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from typing import Protocol
from uuid import UUID

import msgspec

from application.beside import HeldAct, Receipt
from application.intake.records import Record
from domain.case.queued import QueuePlace
from domain.errors import Rejection


class Position(msgspec.Struct, frozen=True):
    """How far a partition of a topic id was taken. Records counted: `next_offset - first_offset +
    rewound - gaps`."""

    topic_id: UUID
    partition: int
    topic: str
    first_offset: int
    next_offset: int
    gaps: int
    duplicates: int
    rewound: int
    broker_time: datetime | None
    moved_at: datetime

    @property
    def records(self) -> int:
        return self.next_offset - self.first_offset + self.rewound - self.gaps


class Stop(msgspec.Struct, frozen=True):
    """A partition that waits for an operator; offsets `[missing_from, missing_to)` are missing."""

    topic_id: UUID
    partition: int
    topic: str
    missing_from: int
    missing_to: int
    reason: str
    stopped_at: datetime


class Loss(msgspec.Struct, frozen=True):
    """`records` counts what the position jumps over; 0 where it had to go back."""

    topic_id: UUID
    partition: int
    topic: str
    missing_from: int
    missing_to: int
    records: int
    reason: str
    actor: str
    accepted_at: datetime
    authority: str | None = None
    command_id: str | None = None


class Acceptance(msgspec.Struct, frozen=True):
    """Who accepts a loss. The receipt remembers the loss, so that it is accepted once."""

    actor: str
    authority: str
    at: datetime
    command_id: str | None = None
    receipt: Callable[[Loss], Receipt | None] = lambda _: None


class DeadLetter(msgspec.Struct, frozen=True):
    """`state` is open, discarded or retried; then `outcome` says what became of it, and `actor`
    with `authority` who decided that."""

    id: int
    record: Record
    code: str
    field: str
    rule: str
    attempts: int
    state: str
    outcome: str | None
    buried_at: datetime
    actor: str | None = None
    authority: str | None = None
    command_id: str | None = None


class HeldRecord(msgspec.Struct, frozen=True):
    id: int
    hold_key: str
    record: Record
    fault: str | None
    attempts: int
    held_at: datetime


class UnknownLetter(Rejection):
    code = "unknown_letter"


class LetterSettled(Rejection):
    """The letter is no longer open."""

    code = "letter_settled"


class NothingMissing(Rejection):
    """The partition is not stopped, so there is no loss to accept."""

    code = "nothing_missing"


class Ledger(Protocol):
    def position(self, topic_id: UUID, partition: int) -> Position | None: ...

    def positions(self) -> list[Position]: ...

    def stop(self, stop: Stop) -> None:
        """Remember that a partition waits; saying it again changes nothing."""

    def stops(self) -> list[Stop]: ...

    def accept_loss(self, topic_id: UUID, partition: int, acceptance: Acceptance) -> Loss:
        """Move over the missing range, count it, let the partition go on; make its position where
        nothing was ever read. Raises NothingMissing."""

    def losses(self) -> list[Loss]: ...

    def letters(
        self, *, state: str | None = "open", after: int = 0, limit: int = 100
    ) -> list[DeadLetter]: ...

    def letter(self, letter_id: int) -> DeadLetter:
        """Raises UnknownLetter."""

    def letter_at(self, topic_id: UUID, partition: int, offset: int) -> DeadLetter | None: ...

    def letter_counts(self) -> dict[tuple[UUID, str], int]:
        """Letters by topic id and state."""

    def count_attempt(self, letter_id: int) -> None: ...

    def holds(self) -> tuple[tuple[int, int], frozenset[str]]:
        """A fingerprint of the held records, and the keys that hold something."""

    def held(self, hold_key: str | None = None, *, limit: int = 1000) -> list[HeldRecord]: ...

    def note_fault(self, held_id: int, fault: str) -> None:
        """A retry failed: count it and keep the newest fault."""

    def held_acts(self, hold_key: str | None = None, *, limit: int = 1000) -> list[HeldAct]:
        """What operators did about held records, the newest first."""

    def held_counts(self) -> dict[UUID, int]: ...

    def repeated(self, topic_id: UUID, partition: int, offset: int) -> UUID | None:
        """The message that the duplicate at this place repeats."""

    def receipt(self, command_id: str) -> Receipt | None: ...

    def case_id(self, number: str) -> UUID | None: ...

    def waiting(
        self, queue: str, order: Sequence[str] = (), *, limit: int = 1000
    ) -> list[tuple[UUID, QueuePlace]]:
        """The cases that wait in a queue, the one whose turn it is first: by priority where
        `order` names some, then who waits longest."""

    def loads(self, agents: Collection[str]) -> dict[str, int]:
        """How many open cases each of them holds."""

    def all_loads(self) -> dict[str, int]:
        """Everybody who holds any."""

    def articles(self, words: Sequence[str], *, every: bool = True, limit: int = 100) -> list[str]:
        """Ids of the articles that hold all of these words, or any: those with most first."""

    def take_numbers(self, count: int) -> Sequence[str]:
        """Case numbers nobody had and nobody else will get; committed at once."""

    def relay_position(self, relay: str) -> int: ...

    def move_relay(self, relay: str, *, expected: int, position: int) -> bool:
        """False when somebody else moved it."""


def never_read(stop: Stop, at: datetime) -> Position:
    """The position of a partition whose very first records are missing."""
    first = stop.missing_from
    return Position(stop.topic_id, stop.partition, stop.topic, first, first, 0, 0, 0, None, at)


def accepted(stop: Stop, stands_at: int, acceptance: Acceptance) -> tuple[Loss, int, int]:
    """The loss, where the partition goes on, and by how many offsets it has to go back.

    Records that the broker dropped before we read them are jumped over and counted. Where the
    broker lost what we had read already, its new records come under old offsets: we go back to its
    end, and nothing of ours is lost.
    """
    back = max(0, stands_at - stop.missing_from)
    loss = Loss(
        topic_id=stop.topic_id,
        partition=stop.partition,
        topic=stop.topic,
        missing_from=stop.missing_from,
        missing_to=stop.missing_to,
        records=0 if back else stop.missing_to - stop.missing_from,
        reason=stop.reason,
        actor=acceptance.actor,
        accepted_at=acceptance.at,
        authority=acceptance.authority,
        command_id=acceptance.command_id,
    )
    return loss, stop.missing_from if back else stop.missing_to, back
