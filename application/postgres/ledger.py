"""The tables beside the log on PostgreSQL, outside the log's transactions."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from eventsourcing.postgres import PostgresDatastore

from application.beside import HeldAct, Receipt
from application.headers import from_json
from application.intake.records import Record
from application.ledger import (
    Acceptance,
    DeadLetter,
    HeldRecord,
    Loss,
    Position,
    Stop,
    UnknownLetter,
)
from application.postgres import holders, queueing, shelving
from application.postgres.companions import holds_fingerprint
from application.postgres.losses import accept_loss
from domain.case.queued import QueuePlace

POSITION = (
    "SELECT topic_id, partition, topic, first_offset, next_offset, gaps, duplicates, rewound,"
    " broker_time, moved_at FROM intake_positions"
)


class PostgresLedger:
    def __init__(self, datastore: PostgresDatastore) -> None:
        self._datastore = datastore

    def _rows(self, statement: str, params: Any = ()) -> list[dict[str, Any]]:
        with self._datastore.transaction(commit=True) as curs:
            curs.execute(statement, params)
            return curs.fetchall() if curs.description is not None else []

    def position(self, topic_id: UUID, partition: int) -> Position | None:
        where = f"{POSITION} WHERE topic_id = %s AND partition = %s"
        return next((Position(**row) for row in self._rows(where, (topic_id, partition))), None)

    def positions(self) -> list[Position]:
        rows = self._rows(f"{POSITION} ORDER BY topic, moved_at, topic_id, partition")
        return [Position(**row) for row in rows]

    def stop(self, stop: Stop) -> None:
        self._rows(
            "INSERT INTO intake_stops (topic_id, partition, topic, missing_from, missing_to,"
            " reason, stopped_at) VALUES (%s, %s, %s, %s, %s, %s, %s) ON CONFLICT DO NOTHING",
            (
                stop.topic_id,
                stop.partition,
                stop.topic,
                stop.missing_from,
                stop.missing_to,
                stop.reason,
                stop.stopped_at,
            ),
        )

    def stops(self) -> list[Stop]:
        return [Stop(**row) for row in self._rows("SELECT * FROM intake_stops ORDER BY 3, 2")]

    def accept_loss(self, topic_id: UUID, partition: int, acceptance: Acceptance) -> Loss:
        with self._datastore.transaction(commit=True) as curs:
            return accept_loss(curs, topic_id, partition, acceptance)

    def losses(self) -> list[Loss]:
        rows = self._rows("SELECT * FROM accepted_losses ORDER BY id")
        return [Loss(**{k: v for k, v in row.items() if k != "id"}) for row in rows]

    def letters(
        self, *, state: str | None = "open", after: int = 0, limit: int = 100
    ) -> list[DeadLetter]:
        rows = self._rows(
            "SELECT * FROM dead_letters WHERE id > %s AND (%s::text IS NULL OR state = %s)"
            " ORDER BY id LIMIT %s",
            (after, state, state, limit),
        )
        return [_letter(row) for row in rows]

    def letter(self, letter_id: int) -> DeadLetter:
        rows = self._rows("SELECT * FROM dead_letters WHERE id = %s", (letter_id,))
        if not rows:
            raise UnknownLetter(letter=letter_id)
        return _letter(rows[0])

    def letter_at(self, topic_id: UUID, partition: int, offset: int) -> DeadLetter | None:
        rows = self._rows(
            'SELECT * FROM dead_letters WHERE topic_id = %s AND partition = %s AND "offset" = %s',
            (topic_id, partition, offset),
        )
        return _letter(rows[0]) if rows else None

    def letter_counts(self) -> dict[tuple[UUID, str], int]:
        rows = self._rows("SELECT topic_id, state, count(*) AS n FROM dead_letters GROUP BY 1, 2")
        return {(row["topic_id"], row["state"]): row["n"] for row in rows}

    def count_attempt(self, letter_id: int) -> None:
        self._rows("UPDATE dead_letters SET attempts = attempts + 1 WHERE id = %s", (letter_id,))

    def holds(self) -> tuple[tuple[int, int], frozenset[str]]:
        with self._datastore.transaction() as curs:
            fingerprint = holds_fingerprint(curs)
            if fingerprint[1] == 0:
                return fingerprint, frozenset()
            rows = curs.execute("SELECT DISTINCT hold_key FROM held_records").fetchall()
        return fingerprint, frozenset(row["hold_key"] for row in rows)

    def held(self, hold_key: str | None = None, *, limit: int = 1000) -> list[HeldRecord]:
        rows = self._rows(
            "SELECT * FROM held_records WHERE %s::text IS NULL OR hold_key = %s"
            " ORDER BY id LIMIT %s",
            (hold_key, hold_key, limit),
        )
        return [
            HeldRecord(
                row["id"],
                row["hold_key"],
                _record(row),
                row["fault"],
                row["attempts"],
                row["held_at"],
            )
            for row in rows
        ]

    def note_fault(self, held_id: int, fault: str) -> None:
        self._rows(
            "UPDATE held_records SET attempts = attempts + 1, fault = %s WHERE id = %s",
            (fault, held_id),
        )

    def held_acts(self, hold_key: str | None = None, *, limit: int = 1000) -> list[HeldAct]:
        rows = self._rows(
            "SELECT act, hold_key, actor, authority, command_id, taken, left_behind, fault,"
            " acted_at FROM held_acts WHERE %s::text IS NULL OR hold_key = %s"
            " ORDER BY id DESC LIMIT %s",
            (hold_key, hold_key, limit),
        )
        return [HeldAct(**row) for row in rows]

    def held_counts(self) -> dict[UUID, int]:
        rows = self._rows("SELECT topic_id, count(*) AS n FROM held_records GROUP BY 1")
        return {row["topic_id"]: row["n"] for row in rows}

    def repeated(self, topic_id: UUID, partition: int, offset: int) -> UUID | None:
        rows = self._rows(
            "SELECT message_id FROM duplicate_records"
            ' WHERE topic_id = %s AND partition = %s AND "offset" = %s',
            (topic_id, partition, offset),
        )
        return rows[0]["message_id"] if rows else None

    def receipt(self, command_id: str) -> Receipt | None:
        rows = self._rows(
            "SELECT command_id, request_hash, outcome::text AS outcome FROM receipts"
            " WHERE command_id = %s",
            (command_id,),
        )
        return (
            Receipt(rows[0]["command_id"], rows[0]["request_hash"], rows[0]["outcome"].encode())
            if rows
            else None
        )

    def case_id(self, number: str) -> UUID | None:
        rows = self._rows("SELECT case_id FROM case_numbers WHERE number = %s", (number,))
        return rows[0]["case_id"] if rows else None

    def waiting(
        self, queue: str, order: Sequence[str] = (), *, limit: int = 1000
    ) -> list[tuple[UUID, QueuePlace]]:
        rows = self._rows(queueing.WAITING, queueing.turns(queue, order, limit))
        return [(row.pop("case_id"), QueuePlace(**row)) for row in rows]

    def loads(self, agents: Collection[str]) -> dict[str, int]:
        return holders.counted(agents, self._rows(holders.LOADS, (list(agents),)))

    def all_loads(self) -> dict[str, int]:
        return holders.counted((), self._rows(holders.ALL))

    def articles(self, words: Sequence[str], *, every: bool = True, limit: int = 100) -> list[str]:
        given = list(words)
        rows = (
            self._rows(shelving.WITH_ALL, (given, limit))
            if every
            else self._rows(shelving.WITH_ANY, (given, given, limit))
        )
        return [row["article_id"] for row in rows]

    def take_numbers(self, count: int) -> Sequence[str]:
        rows = self._rows(
            "UPDATE case_number_blocks SET next = next + %s RETURNING next",
            (count,),
        )
        end = rows[0]["next"]
        return [str(number) for number in range(end - count, end)]

    def relay_position(self, relay: str) -> int:
        rows = self._rows("SELECT position FROM relay_positions WHERE relay = %s", (relay,))
        return rows[0]["position"] if rows else 0

    def move_relay(self, relay: str, *, expected: int, position: int) -> bool:
        self._rows("INSERT INTO relay_positions VALUES (%s, 0) ON CONFLICT DO NOTHING", (relay,))
        moved = self._rows(
            "UPDATE relay_positions SET position = %s WHERE relay = %s AND position = %s"
            " RETURNING 1",
            (position, relay, expected),
        )
        return bool(moved)


def _record(row: dict[str, Any]) -> Record:
    return Record(
        topic=row["topic"],
        topic_id=row["topic_id"],
        partition=row["partition"],
        offset=row["offset"],
        key=row["key"],
        value=row["value"],
        headers=from_json(row["headers"]),
        broker_time=row["broker_time"],
    )


def _letter(row: dict[str, Any]) -> DeadLetter:
    return DeadLetter(
        id=row["id"],
        record=_record(row),
        code=row["code"],
        field=row["field"],
        rule=row["rule"],
        attempts=row["attempts"],
        state=row["state"],
        outcome=row["outcome"],
        buried_at=row["buried_at"],
        actor=row["actor"],
        authority=row["authority"],
        command_id=row["command_id"],
    )
