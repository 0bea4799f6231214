"""Where each partition stands, so that a batch moves exactly what was not taken yet."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from uuid import UUID

from application.beside import PositionMove
from application.intake.item import Item
from application.intake.records import Record
from application.intake.verdict import Verdict
from application.ledger import Ledger

Place = tuple[UUID, int]


class Positions:
    """A memory of the ledger's positions; `forget` it whenever they may have moved without us."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._next: dict[Place, int | None] = {}

    def next_offset(self, topic_id: UUID, partition: int) -> int | None:
        """None: no record of this partition was ever taken."""
        place = (topic_id, partition)
        if place not in self._next:
            stands = self._ledger.position(topic_id, partition)
            self._next[place] = stands.next_offset if stands is not None else None
        return self._next[place]

    def not_taken(self, records: Sequence[Record]) -> list[Record]:
        """Without those that an earlier, perhaps unanswered, commit has taken already."""
        fresh: list[Record] = []
        for place, run in groupby(records, key=_place):
            stands = self.next_offset(*place) or 0
            fresh += [record for record in run if record.offset >= stands]
        return fresh

    def moves(self, items: Sequence[Item], verdicts: Sequence[Verdict]) -> list[PositionMove]:
        """One move per partition. Offsets that are missing between two records are gaps: what the
        broker keeps for itself or compacted away, never what we failed to read (the consumer stops
        where the log begins later than our position)."""
        by_place: dict[Place, list[tuple[Record, bool]]] = {}
        repeats = [verdict.outcome == "duplicate" for verdict in verdicts]
        met = zip((item.record for item in items), repeats, strict=True)
        for place, run in groupby(met, key=lambda each: _place(each[0])):
            by_place.setdefault(place, []).extend(run)
        return [self._move(place, met) for place, met in by_place.items()]

    def _move(self, place: Place, met: Sequence[tuple[Record, bool]]) -> PositionMove:
        expected = self.next_offset(*place)
        first, last = met[0][0], met[-1][0]
        begin = first.offset if expected is None else expected
        return PositionMove(
            topic_id=place[0],
            partition=place[1],
            topic=first.topic,
            expected=expected,
            next_offset=last.offset + 1,
            first_offset=begin,
            gaps=last.offset + 1 - begin - len(met),
            duplicates=sum(repeats for _, repeats in met),
            broker_time=last.broker_time,
        )

    def moved(self, moves: Sequence[PositionMove]) -> None:
        for move in moves:
            self._next[move.topic_id, move.partition] = move.next_offset

    def forget(self) -> None:
        self._next.clear()


def _place(record: Record) -> Place:
    return record.topic_id, record.partition
