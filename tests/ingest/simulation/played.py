"""Small simulations that the tests look at."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache
from uuid import UUID

from application.intake.records import Record
from ingest.simulation.cast import DEFAULT_PROFILES
from ingest.simulation.generate import generate
from ingest.simulation.steps import Act, Publish, Step

START = datetime(2030, 1, 1, tzinfo=UTC)
TOPIC_ID = UUID(int=7)


def told_anew(seed: int = 1, *, days: int = 90, messages: int = 2_000) -> list[Step]:
    return list(
        generate(seed, profiles=DEFAULT_PROFILES, start=START, days=days, messages=messages)
    )


played = cache(told_anew)


def records_of(steps: Sequence[Step]) -> list[Publish]:
    return [step for step in steps if isinstance(step, Publish)]


def acts_of(steps: Sequence[Step]) -> list[Act]:
    return [step for step in steps if isinstance(step, Act)]


def as_read(record: Publish) -> Record:
    return Record(
        topic="caseledger.channel.in",
        topic_id=TOPIC_ID,
        partition=0,
        offset=0,
        key=record.key,
        value=record.value,
        headers=record.headers,
        broker_time=record.at,
    )
