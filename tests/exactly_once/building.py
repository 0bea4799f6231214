"""A worker as a deployment runs it, from a plan that a test can also send to another process."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec

from application.configuration import postgres_env
from application.intake.intake import Intake
from application.intake.records import Decode, Record
from application.store import Store
from domain.identity import Namespace
from domain.message.incoming import Incoming
from ingest.consumer.bus import Bus
from ingest.consumer.kafka_bus import KafkaBus
from ingest.consumer.session import Takes, Tuning
from ingest.consumer.status import WorkerStatus
from ingest.consumer.worker import Worker
from ingest.decoding.decode import decode

DEPLOYMENT = "exactly-once"
IDS = Namespace(DEPLOYMENT)
HASH_KEY = b"a key of the deployment"
SESSION = timedelta(seconds=6)


class Plan(msgspec.Struct, frozen=True):
    """`die_at` is a boundary of `crashing.py`, reached in the `die_in_batch`-th batch (from 1).
    A customer in `broken_for` makes our code fail; `*` is everybody."""

    database: str
    bootstrap: str
    group: str
    topics: list[str]
    batch: int = 50
    die_at: str | None = None
    die_in_batch: int = 2
    broken_for: list[str] = []
    recorder: str | None = None


def now() -> datetime:
    return datetime.now(UTC)


def open_store(plan: Plan) -> Store:
    env = postgres_env(plan.database, lock_timeout=5, pool_size=2)
    if plan.recorder is not None:
        env["PROCESS_RECORDER_TOPIC"] = plan.recorder
    return Store(now, env)


def build_worker(
    plan: Plan,
    store: Store,
    *,
    report: Callable[[WorkerStatus], None] = lambda _: None,
    around: Callable[[Intake], Takes] = lambda intake: intake,
) -> Worker:
    """`around` may put something between the worker and its intake."""
    connection: dict[str, Any] = {"bootstrap_servers": plan.bootstrap}

    def connect() -> Bus:
        return KafkaBus(connection, plan.group, plan.topics, session_timeout=SESSION)

    intake = Intake(store, IDS, breaking(plan.broken_for), HASH_KEY)
    tuning = Tuning(
        poll_for=timedelta(milliseconds=200),
        batch=plan.batch,
        heed_operators_every=timedelta(milliseconds=300),
        report_every=timedelta(milliseconds=200),
        stalled_after=timedelta(seconds=15),
        join_within=timedelta(seconds=15),
    )
    return Worker(connect, around(intake), store.ledger, clock=now, report=report, tuning=tuning)


def breaking(customers: list[str]) -> Decode:
    """A decoder with a mistake of ours: it fails for some customers."""
    if not customers:
        return decode

    def broken(record: Record) -> Incoming:
        incoming = decode(record)
        customer = getattr(incoming, "customer_id", None)
        if customer in customers or "*" in customers:
            raise ZeroDivisionError("our mistake")
        return incoming

    return broken
