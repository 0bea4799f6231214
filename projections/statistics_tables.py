"""The tables of the statistics: facts as they occurred, and their sums by hour and quarter."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    DateTime,
    Float,
    Index,
    Integer,
    MetaData,
    SmallInteger,
    Table,
    Text,
    text,
)

from projections.columns import count, flag, identity, instant, key, words

_metadata = MetaData()

FACTS = Table(
    "statistics_facts",
    _metadata,
    key("position", BigInteger),
    key("measure", Text),
    instant("occurred_at"),
    words("profile_id"),
    words("detail", optional=True),
    words("agent", optional=True),
    Column("seconds", Float),
    identity("stream_id"),
    Index("statistics_facts_time", "occurred_at"),
    Index(
        "statistics_facts_responses",
        "occurred_at",
        postgresql_include=["profile_id", "seconds"],
        postgresql_where=text("measure = 'first_response'"),
    ),
    schema="statistics",
)
"""`position` and `stream_id` lead from every number to the events that make it."""

FLOW = Table(
    "statistics_flow",
    _metadata,
    key("position", BigInteger),
    instant("effective_at"),
    words("profile_id"),
    Column("change", SmallInteger, nullable=False),
    identity("case_id"),
    Index("statistics_flow_time", "effective_at"),
    schema="statistics",
)
"""A case that enters the backlog (1) or leaves it (-1)."""

BUCKETS = Table(
    "statistics_buckets",
    _metadata,
    key("minutes", Integer),
    key("begins", DateTime(timezone=True)),
    key("profile_id", Text),
    key("measure", Text),
    key("detail", Text),
    key("agent", Text),
    count("number"),
    schema="statistics",
)
"""Facts and flow (measure `backlog`) added up by hour and by quarter of an hour: midnight lies
between two of them in every zone of today, so a day is a short sum. Where it does not, reports
count facts. What has seconds is never added up: its middle cannot be."""

GRAINS = (60, 15)

CASES = Table(
    "statistics_cases",
    _metadata,
    key("case_id"),
    words("profile_id"),
    words("origin"),
    instant("created_at"),
    flag("is_open"),
    instant("moved_at"),
    flag("answered"),
    words("creator", optional=True),
    schema="statistics",
)

WAITING = Table(
    "statistics_waiting",
    _metadata,
    key("message_id"),
    words("profile_id"),
    schema="statistics",
)
"""Whose profile a message without a case wrote to, until it is known to be parked."""
