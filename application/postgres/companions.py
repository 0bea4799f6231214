"""The statements for the tables beside the log, inside the log's transaction."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import msgspec
from psycopg import Cursor
from psycopg.rows import DictRow
from psycopg.types.json import Jsonb

from application.beside import (
    Beside,
    Hold,
    Letter,
    PositionMove,
    Receipt,
    Settled,
    StalePosition,
)
from application.headers import to_json
from application.intake.records import Record
from application.postgres import queueing, shelving

MOVE = """
UPDATE intake_positions p SET next_offset = m.next_offset, gaps = p.gaps + m.gaps,
    duplicates = p.duplicates + m.duplicates, broker_time = m.broker_time, moved_at = now()
FROM unnest(%s::uuid[], %s::int[], %s::bigint[], %s::bigint[], %s::bigint[], %s::bigint[],
    %s::timestamptz[])
    AS m(topic_id, partition, expected, next_offset, gaps, duplicates, broker_time)
WHERE p.topic_id = m.topic_id AND p.partition = m.partition AND p.next_offset = m.expected
RETURNING 1
"""
FIRST = """
INSERT INTO intake_positions (topic_id, partition, topic, first_offset, next_offset, gaps,
    duplicates, rewound, broker_time, moved_at)
VALUES (%s, %s, %s, %s, %s, %s, %s, 0, %s, now()) ON CONFLICT DO NOTHING RETURNING 1
"""
BURY = """
INSERT INTO dead_letters (topic_id, topic, partition, "offset", key, value, headers, broker_time,
    code, field, rule, buried_at)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
"""
HOLD = """
INSERT INTO held_records (topic_id, topic, partition, "offset", key, value, headers, broker_time,
    hold_key, fault, held_at)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
"""
REPEAT = """
INSERT INTO duplicate_records (topic_id, partition, "offset", message_id)
SELECT * FROM unnest(%s::uuid[], %s::int[], %s::bigint[], %s::uuid[]) ON CONFLICT DO NOTHING
"""
RECOUNT = """
UPDATE intake_positions SET duplicates = duplicates + 1 WHERE topic_id = %s AND partition = %s
"""
SETTLE = """
UPDATE dead_letters SET state = %s, outcome = %s, actor = %s, authority = %s, command_id = %s,
    attempts = attempts + %s, settled_at = now() WHERE id = %s AND state = 'open' RETURNING 1
"""
ACT = """
INSERT INTO held_acts (act, hold_key, actor, authority, command_id, taken, left_behind, fault,
    acted_at)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)
"""
RECEIPT = """
INSERT INTO receipts (command_id, request_hash, outcome, recorded_at) VALUES (%s, %s, %s, now())
"""


def move_positions(curs: Cursor[DictRow], moves: Sequence[PositionMove]) -> None:
    """Compare-and-set. Raises StalePosition when any partition was moved by somebody else."""
    known = sorted((m for m in moves if m.expected is not None), key=_place)
    if known:
        curs.execute(
            MOVE,
            (
                [m.topic_id for m in known],
                [m.partition for m in known],
                [m.expected for m in known],
                [m.next_offset for m in known],
                [m.gaps for m in known],
                [m.duplicates for m in known],
                [m.broker_time for m in known],
            ),
        )
        if len(curs.fetchall()) != len(known):
            raise StalePosition(", ".join(f"{m.topic}:{m.partition}" for m in known))
    for move in sorted((m for m in moves if m.expected is None), key=_place):
        curs.execute(FIRST, _first(move))
        if curs.fetchone() is None:
            raise StalePosition(f"{move.topic}:{move.partition}")


def write(curs: Cursor[DictRow], beside: Beside) -> None:
    now = datetime.now(UTC)
    queueing.move(curs, beside)
    shelving.shelve(curs, beside)
    if beside.letters:
        curs.executemany(BURY, [_letter(each, now) for each in beside.letters])
    if beside.holds:
        curs.executemany(HOLD, [_hold(each, now) for each in beside.holds])
    if beside.released:
        curs.execute("DELETE FROM held_records WHERE id = ANY(%s)", (list(beside.released),))
    if beside.repetitions:
        records = [each.record for each in beside.repetitions]
        curs.execute(
            REPEAT,
            (
                [r.topic_id for r in records],
                [r.partition for r in records],
                [r.offset for r in records],
                [each.message_id for each in beside.repetitions],
            ),
        )
    if beside.recounted:
        curs.executemany(RECOUNT, beside.recounted)
    for settled in beside.settled:
        curs.execute(SETTLE, _settled(settled))
        if curs.fetchone() is None:
            raise StalePosition(f"dead letter {settled.letter_id}")
    if beside.acts:
        curs.executemany(ACT, [msgspec.structs.astuple(each) for each in beside.acts])
    if beside.receipt is not None:
        keep_receipt(curs, beside.receipt)
    if beside.numbers:
        curs.execute(
            "INSERT INTO case_numbers SELECT * FROM unnest(%s::text[], %s::uuid[])",
            ([number for number, _ in beside.numbers], [id for _, id in beside.numbers]),
        )


def keep_receipt(curs: Cursor[DictRow], receipt: Receipt) -> None:
    curs.execute(RECEIPT, (receipt.command_id, receipt.request_hash, receipt.outcome.decode()))


def holds_fingerprint(curs: Cursor[DictRow]) -> tuple[int, int]:
    row = curs.execute(
        "SELECT coalesce(max(id), 0) AS newest, count(*) AS held FROM held_records", prepare=True
    ).fetchone()
    assert row is not None
    return row["newest"], row["held"]


def _place(move: PositionMove) -> tuple[str, int]:
    """One order for all writers, so that two of them cannot deadlock."""
    return (move.topic_id.hex, move.partition)


def _first(m: PositionMove) -> tuple[Any, ...]:
    counts = (m.first_offset, m.next_offset, m.gaps, m.duplicates)
    return (m.topic_id, m.partition, m.topic, *counts, m.broker_time)


def _whole(record: Record) -> tuple[Any, ...]:
    place = (record.topic_id, record.topic, record.partition, record.offset)
    headers = Jsonb(to_json(record.headers))
    return (*place, record.key, record.value, headers, record.broker_time)


def _letter(letter: Letter, now: datetime) -> tuple[Any, ...]:
    return (*_whole(letter.record), letter.code, letter.field, letter.rule, now)


def _settled(settled: Settled) -> tuple[Any, ...]:
    who = (settled.actor, settled.authority, settled.command_id)
    retries = 1 if settled.state == "retried" else 0
    return (settled.state, settled.outcome, *who, retries, settled.letter_id)


def _hold(hold: Hold, now: datetime) -> tuple[Any, ...]:
    return (*_whole(hold.record), hold.hold_key, hold.fault, now)
