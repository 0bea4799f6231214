"""The law of intake: what was read is what became of it, to the record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from uuid import UUID

import msgspec

from application.ledger import Loss, Position

OUTCOMES = ("attached", "parked", "unattached", "applied")


class Right(msgspec.Struct, frozen=True, kw_only=True):
    """What the records of one topic id became."""

    attached: int = 0
    parked: int = 0
    unattached: int = 0
    applied: int = 0
    duplicates: int = 0
    dead_letters: int = 0
    held: int = 0
    accepted_losses: int = 0

    @property
    def total(self) -> int:
        return sum(msgspec.structs.astuple(self))


class TopicLaw(msgspec.Struct, frozen=True):
    """Both sides for one topic id. `records` were read, `accounted` say what they became."""

    topic: str
    topic_id: UUID
    records: int
    accounted: int
    right: Right

    @property
    def holds(self) -> bool:
        return self.records == self.accounted

    @property
    def verdict(self) -> str:
        if self.holds:
            return "holds"
        short = abs(self.records - self.accounted)
        if self.accounted < self.records:
            return f"DOES NOT HOLD, the right side is {short} short: records without an outcome"
        return f"DOES NOT HOLD, the left side is {short} short: outcomes without a record"

    @property
    def line(self) -> str:
        parts = [
            f"{number} {name.replace('_', ' ')}"
            for name, number in msgspec.structs.asdict(self.right).items()
            if number
        ]
        return f"{self.records} records = {' + '.join(parts) or '0'}: {self.verdict}"


class Books(msgspec.Struct, frozen=True):
    """The tables beside the log at one moment. `letters` by topic id and state, `became` by topic
    id and outcome, from the log up to `position`."""

    positions: list[Position]
    letters: Mapping[tuple[UUID, str], int]
    held: Mapping[UUID, int]
    losses: list[Loss]
    position: int


def law(books: Books, became: Mapping[tuple[UUID, str], int]) -> list[TopicLaw]:
    """One line for each topic id that anything was read from, or became of."""
    names = _names(books)
    records: Counter[UUID] = Counter()
    for each in books.positions:
        records[each.topic_id] += each.records
    topics = sorted(_topics(books, became), key=lambda id: (names.get(id, ""), id))
    return [_of(id, names.get(id, "unknown"), records[id], books, became) for id in topics]


def _of(
    id: UUID, name: str, records: int, books: Books, became: Mapping[tuple[UUID, str], int]
) -> TopicLaw:
    right = Right(
        **{outcome: became.get((id, outcome), 0) for outcome in OUTCOMES},
        duplicates=sum(each.duplicates for each in books.positions if each.topic_id == id),
        dead_letters=sum(books.letters.get((id, state), 0) for state in ("open", "discarded")),
        held=books.held.get(id, 0),
        accepted_losses=sum(each.records for each in books.losses if each.topic_id == id),
    )
    return TopicLaw(name, id, records, right.total, right)


def _topics(books: Books, became: Iterable[tuple[UUID, str]]) -> set[UUID]:
    return (
        {each.topic_id for each in books.positions}
        | {each.topic_id for each in books.losses}
        | {id for id, _ in books.letters}
        | set(books.held)
        | {id for id, _ in became}
    )


def _names(books: Books) -> dict[UUID, str]:
    lost = {each.topic_id: each.topic for each in books.losses}
    return lost | {each.topic_id: each.topic for each in books.positions}
