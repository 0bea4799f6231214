"""The tables beside the log that change in the log's own transactions."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import (
    BigInteger,
    Column,
    DateTime,
    Identity,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

metadata = MetaData()


def _instant(name: str, *, nullable: bool = False) -> Column[datetime]:
    return Column(name, DateTime(timezone=True), nullable=nullable)


events = Table(
    "caseledger_events",
    metadata,
    Column("originator_id", Uuid, primary_key=True),
    Column("originator_version", BigInteger, primary_key=True, autoincrement=False),
    Column("topic", Text),
    Column("state", LargeBinary),
    Column("notification_id", BigInteger, nullable=False),
    Index("caseledger_events_notification_id_idx", "notification_id", unique=True),
)
"""The library's own table; its DDL stands in the first migration."""

positions = Table(
    "intake_positions",
    metadata,
    Column("topic_id", Uuid, primary_key=True),
    Column("partition", Integer, primary_key=True, autoincrement=False),
    Column("topic", Text, nullable=False),
    Column("first_offset", BigInteger, nullable=False),
    Column("next_offset", BigInteger, nullable=False),
    Column("gaps", BigInteger, nullable=False),
    Column("duplicates", BigInteger, nullable=False),
    Column("rewound", BigInteger, nullable=False),
    _instant("broker_time", nullable=True),
    _instant("moved_at"),
)
"""How far each partition of each topic id was taken; moves by compare-and-set on `next_offset`."""

stops = Table(
    "intake_stops",
    metadata,
    Column("topic_id", Uuid, primary_key=True),
    Column("partition", Integer, primary_key=True, autoincrement=False),
    Column("topic", Text, nullable=False),
    Column("missing_from", BigInteger, nullable=False),
    Column("missing_to", BigInteger, nullable=False),
    Column("reason", Text, nullable=False),
    _instant("stopped_at"),
)
"""Partitions that wait for an operator. The missing offsets are `[missing_from, missing_to)`."""

losses = Table(
    "accepted_losses",
    metadata,
    Column("id", BigInteger, Identity(), primary_key=True),
    Column("topic_id", Uuid, nullable=False),
    Column("partition", Integer, nullable=False),
    Column("topic", Text, nullable=False),
    Column("missing_from", BigInteger, nullable=False),
    Column("missing_to", BigInteger, nullable=False),
    Column("records", BigInteger, nullable=False),
    Column("reason", Text, nullable=False),
    Column("actor", Text, nullable=False),
    _instant("accepted_at"),
    Column("authority", Text),
    Column("command_id", Text),
)

letters = Table(
    "dead_letters",
    metadata,
    Column("id", BigInteger, Identity(), primary_key=True),
    Column("topic_id", Uuid, nullable=False),
    Column("topic", Text, nullable=False),
    Column("partition", Integer, nullable=False),
    Column("offset", BigInteger, nullable=False),
    Column("key", LargeBinary),
    Column("value", LargeBinary),
    Column("headers", JSONB, nullable=False),
    _instant("broker_time"),
    Column("code", Text, nullable=False),
    Column("field", Text, nullable=False),
    Column("rule", Text, nullable=False),
    Column("attempts", Integer, nullable=False, server_default=text("1")),
    Column("state", Text, nullable=False, server_default=text("'open'")),
    Column("outcome", Text),
    Column("actor", Text),
    _instant("buried_at"),
    _instant("settled_at", nullable=True),
    Column("authority", Text),
    Column("command_id", Text),
    Index("dead_letters_place", "topic_id", "partition", "offset"),
    Index("dead_letters_open", "id", postgresql_where=text("state = 'open'")),
)
"""Records that could not be taken, whole. `headers` is a list of [name, base64 of the bytes];
`state` is open, discarded or retried (then `outcome` says what became of it)."""

held = Table(
    "held_records",
    metadata,
    Column("id", BigInteger, Identity(), primary_key=True),
    Column("hold_key", Text, nullable=False),
    Column("topic_id", Uuid, nullable=False),
    Column("topic", Text, nullable=False),
    Column("partition", Integer, nullable=False),
    Column("offset", BigInteger, nullable=False),
    Column("key", LargeBinary),
    Column("value", LargeBinary),
    Column("headers", JSONB, nullable=False),
    _instant("broker_time"),
    Column("fault", Text),
    Column("attempts", Integer, nullable=False, server_default=text("1")),
    _instant("held_at"),
    Index("held_records_key", "hold_key", "id"),
    Index("held_records_place", "topic_id", "partition", "offset"),
)
"""Records behind a fault of ours, in order of `id` within one `hold_key`; the first of a key names
the `fault`, the others wait behind it."""

held_acts = Table(
    "held_acts",
    metadata,
    Column("id", BigInteger, Identity(), primary_key=True),
    Column("act", Text, nullable=False),
    Column("hold_key", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("authority", Text, nullable=False),
    Column("command_id", Text),
    Column("taken", Integer, nullable=False),
    Column("left_behind", Integer, nullable=False),
    Column("fault", Text),
    _instant("acted_at"),
)
"""What operators did about held records: `retry`, or `bury` the first one. Those that were taken
are held no more, so this tells of them."""

duplicates = Table(
    "duplicate_records",
    metadata,
    Column("topic_id", Uuid, primary_key=True),
    Column("partition", Integer, primary_key=True, autoincrement=False),
    Column("offset", BigInteger, primary_key=True, autoincrement=False),
    Column("message_id", Uuid, nullable=False),
)
"""Which message each duplicate record repeats."""

receipts = Table(
    "receipts",
    metadata,
    Column("command_id", Text, primary_key=True),
    Column("request_hash", Text, nullable=False),
    Column("outcome", JSONB, nullable=False),
    _instant("recorded_at"),
)
"""What each command led to, so that the same id again answers the same."""

numbers = Table(
    "case_numbers",
    metadata,
    Column("number", Text, primary_key=True),
    Column("case_id", Uuid, nullable=False, unique=True),
)

holders = Table(
    "case_holders",
    metadata,
    Column("case_id", Uuid, primary_key=True),
    Column("agent", Text, nullable=False),
    Index("case_holders_agent", "agent"),
)
"""Who holds which open case: so many rows are an agent's load."""

number_blocks = Table(
    "case_number_blocks",
    metadata,
    Column("only", Integer, primary_key=True, autoincrement=False),
    Column("next", BigInteger, nullable=False),
)
"""One row. A block is taken by raising `next`, committed at once; gaps are fine, reuse is not."""

queue_places = Table(
    "queue_places",
    metadata,
    Column("case_id", Uuid, primary_key=True),
    Column("queue", Text, nullable=False),
    _instant("since"),
    Column("priority", Text, nullable=False),
    Column("number", Text, nullable=False),
    Index("queue_places_turn", "queue", "since"),
)
"""The cases that wait in a queue. Moves with the events of the case, in their transaction."""

article_words = Table(
    "article_words",
    metadata,
    Column("article_id", Text, primary_key=True),
    Column("words", ARRAY(Text), nullable=False),
    Index("article_words_words", "words", postgresql_using="gin"),
)
"""The words of each article, by which it is found."""

relays = Table(
    "relay_positions",
    metadata,
    Column("relay", Text, primary_key=True),
    Column("position", BigInteger, nullable=False),
)
