"""The tables beside the log as dictionaries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from threading import RLock
from typing import Any
from uuid import UUID

import msgspec
from eventsourcing.persistence import IntegrityError

from application.beside import (
    Beside,
    HeldAct,
    NotItsTurn,
    PositionMove,
    Receipt,
    StalePosition,
)
from application.ledger import (
    Acceptance,
    DeadLetter,
    HeldRecord,
    Loss,
    NothingMissing,
    Position,
    Stop,
    UnknownLetter,
    accepted,
    never_read,
)
from application.memory.holders import MemoryHolders
from domain.case.queued import QueuePlace

Place = tuple[UUID, int]


class MemoryLedger:
    def __init__(self, lock: RLock) -> None:
        self._lock = lock
        self._positions: dict[Place, Position] = {}
        self._stops: dict[Place, Stop] = {}
        self._losses: list[Loss] = []
        self._letters: dict[int, DeadLetter] = {}
        self._held: dict[int, HeldRecord] = {}
        self._acts: list[HeldAct] = []
        self._newest_hold = 0
        self._repeated: dict[tuple[UUID, int, int], UUID] = {}
        self._receipts: dict[str, Receipt] = {}
        self._numbers: dict[str, UUID] = {}
        self._next_number = 1001
        self._relays: dict[str, int] = {}
        self._holders = MemoryHolders()
        self.loads = self._holders.loads
        self.all_loads = self._holders.all_loads
        self._words: dict[str, frozenset[str]] = {}
        self._places: dict[UUID, QueuePlace] = {}

    def must_accept(self, beside: Beside) -> None:
        """All refusals, before anything is written."""
        for move in beside.positions:
            stands = self._positions.get((move.topic_id, move.partition))
            if (stands.next_offset if stands else None) != move.expected:
                raise StalePosition(f"{move.topic}:{move.partition}")
        for settled in beside.settled:
            if self._letters[settled.letter_id].state != "open":
                raise StalePosition(f"dead letter {settled.letter_id}")
        turn = beside.turn
        if turn is not None and self._whose_turn(turn.queue, turn.order) != turn.case_id:
            raise NotItsTurn(turn.queue)
        self._holders.must_accept(beside)
        if beside.receipt is not None and beside.receipt.command_id in self._receipts:
            raise IntegrityError(f"receipt {beside.receipt.command_id} exists")

    def take(self, beside: Beside) -> None:
        now = datetime.now(UTC)
        for move in beside.positions:
            self._move(move, now)
        for letter in beside.letters:
            id = len(self._letters) + 1
            self._letters[id] = DeadLetter(
                id, letter.record, letter.code, letter.field, letter.rule, 1, "open", None, now
            )
        for hold in beside.holds:
            self._newest_hold += 1
            self._held[self._newest_hold] = HeldRecord(
                self._newest_hold, hold.hold_key, hold.record, hold.fault, 1, now
            )
        for id in beside.released:
            self._held.pop(id, None)
        for each in beside.repetitions:
            record = each.record
            self._repeated.setdefault(
                (record.topic_id, record.partition, record.offset), each.message_id
            )
        for settled in beside.settled:
            letter_now = self._letters[settled.letter_id]
            self._letters[settled.letter_id] = msgspec.structs.replace(
                letter_now,
                state=settled.state,
                outcome=settled.outcome,
                attempts=letter_now.attempts + (settled.state == "retried"),
                actor=settled.actor,
                authority=settled.authority,
                command_id=settled.command_id,
            )
        self._acts.extend(beside.acts)
        for place in beside.recounted:
            stands = self._positions[place]
            self._positions[place] = msgspec.structs.replace(
                stands, duplicates=stands.duplicates + 1
            )
        if beside.receipt is not None:
            self._receipts[beside.receipt.command_id] = beside.receipt
        self._numbers.update(beside.numbers)
        self._holders.take(beside)
        self._words.update((id, frozenset(words)) for id, words in beside.articles)
        for case_id, waits in beside.places:
            self._places.pop(case_id, None)
            if waits is not None:
                self._places[case_id] = waits

    def _move(self, move: PositionMove, now: datetime) -> None:
        place = (move.topic_id, move.partition)
        stands = self._positions.get(place)
        self._positions[place] = Position(
            topic_id=move.topic_id,
            partition=move.partition,
            topic=move.topic,
            first_offset=stands.first_offset if stands else move.first_offset,
            next_offset=move.next_offset,
            gaps=(stands.gaps if stands else 0) + move.gaps,
            duplicates=(stands.duplicates if stands else 0) + move.duplicates,
            rewound=stands.rewound if stands else 0,
            broker_time=move.broker_time,
            moved_at=now,
        )

    def position(self, topic_id: UUID, partition: int) -> Position | None:
        return self._positions.get((topic_id, partition))

    def positions(self) -> list[Position]:
        return list(self._positions.values())

    def stop(self, stop: Stop) -> None:
        self._stops.setdefault((stop.topic_id, stop.partition), stop)

    def stops(self) -> list[Stop]:
        return list(self._stops.values())

    def accept_loss(self, topic_id: UUID, partition: int, acceptance: Acceptance) -> Loss:
        with self._lock:
            stop = self._stops.pop((topic_id, partition), None)
            if stop is None:
                raise NothingMissing(topic=str(topic_id), partition=partition)
            stands = self._positions.get((topic_id, partition)) or never_read(stop, acceptance.at)
            loss, next_offset, back = accepted(stop, stands.next_offset, acceptance)
            self._positions[topic_id, partition] = msgspec.structs.replace(
                stands,
                next_offset=next_offset,
                rewound=stands.rewound + back,
                moved_at=acceptance.at,
            )
            self._losses.append(loss)
            if (receipt := acceptance.receipt(loss)) is not None:
                self._receipts[receipt.command_id] = receipt
            return loss

    def losses(self) -> list[Loss]:
        return list(self._losses)

    def letters(
        self, *, state: str | None = "open", after: int = 0, limit: int = 100
    ) -> list[DeadLetter]:
        found = (each for each in self._letters.values() if each.id > after)
        return [each for each in found if state in (None, each.state)][:limit]

    def letter(self, letter_id: int) -> DeadLetter:
        if letter_id not in self._letters:
            raise UnknownLetter(letter=letter_id)
        return self._letters[letter_id]

    def letter_at(self, topic_id: UUID, partition: int, offset: int) -> DeadLetter | None:
        place = (topic_id, partition, offset)
        return next((x for x in self._letters.values() if _place(x) == place), None)

    def letter_counts(self) -> dict[tuple[UUID, str], int]:
        return Counter((x.record.topic_id, x.state) for x in self._letters.values())

    def count_attempt(self, letter_id: int) -> None:
        letter = self.letter(letter_id)
        self._letters[letter_id] = msgspec.structs.replace(letter, attempts=letter.attempts + 1)

    def holds(self) -> tuple[tuple[int, int], frozenset[str]]:
        newest = max(self._held, default=0)
        return (newest, len(self._held)), frozenset(x.hold_key for x in self._held.values())

    def held(self, hold_key: str | None = None, *, limit: int = 1000) -> list[HeldRecord]:
        return [x for x in self._held.values() if hold_key in (None, x.hold_key)][:limit]

    def note_fault(self, held_id: int, fault: str) -> None:
        held = self._held[held_id]
        self._held[held_id] = msgspec.structs.replace(held, attempts=held.attempts + 1, fault=fault)

    def held_acts(self, hold_key: str | None = None, *, limit: int = 1000) -> list[HeldAct]:
        return [x for x in reversed(self._acts) if hold_key in (None, x.hold_key)][:limit]

    def held_counts(self) -> dict[UUID, int]:
        return Counter(x.record.topic_id for x in self._held.values())

    def repeated(self, topic_id: UUID, partition: int, offset: int) -> UUID | None:
        return self._repeated.get((topic_id, partition, offset))

    def receipt(self, command_id: str) -> Receipt | None:
        return self._receipts.get(command_id)

    def case_id(self, number: str) -> UUID | None:
        return self._numbers.get(number)

    def waiting(
        self, queue: str, order: Sequence[str] = (), *, limit: int = 1000
    ) -> list[tuple[UUID, QueuePlace]]:
        ranks = {priority: rank for rank, priority in enumerate(order)}
        with self._lock:
            found = [(id, each) for id, each in self._places.items() if each.queue == queue]
        return sorted(found, key=lambda each: _turn(each[1], ranks))[:limit]

    def _whose_turn(self, queue: str, order: Sequence[str]) -> UUID | None:
        return next((id for id, _ in self.waiting(queue, order, limit=1)), None)

    def articles(self, words: Sequence[str], *, every: bool = True, limit: int = 100) -> list[str]:
        hits = {id: len(held.intersection(words)) for id, held in self._words.items()}
        least = len(set(words)) if every else 1
        found = sorted(id for id, count in hits.items() if count >= least)
        return (found if every else sorted(found, key=lambda id: -hits[id]))[:limit]

    def take_numbers(self, count: int) -> Sequence[str]:
        with self._lock:
            first, self._next_number = self._next_number, self._next_number + count
        return [str(number) for number in range(first, first + count)]

    def relay_position(self, relay: str) -> int:
        return self._relays.get(relay, 0)

    def move_relay(self, relay: str, *, expected: int, position: int) -> bool:
        with self._lock:
            moved = self._relays.get(relay, 0) == expected
            if moved:
                self._relays[relay] = position
            return moved


def _turn(place: QueuePlace, ranks: dict[str, int]) -> tuple[Any, ...]:
    rank = ranks.get(place.priority, len(ranks))
    return (rank, place.since, len(place.number), place.number)


def _place(letter: DeadLetter) -> tuple[UUID, int, int]:
    return (letter.record.topic_id, letter.record.partition, letter.record.offset)
