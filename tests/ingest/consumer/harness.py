"""A worker on a real broker, with an intake that only keeps what it was given."""

from __future__ import annotations

import threading
from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from threading import RLock
from typing import Any
from uuid import UUID

from kafka import KafkaProducer

from application.beside import Beside, PositionMove
from application.intake.intake import Taken
from application.intake.records import Record
from application.meanwhile import NOTHING, Meanwhile
from application.memory.ledger import MemoryLedger
from ingest.consumer.bus import Bus
from ingest.consumer.kafka_bus import KafkaBus
from ingest.consumer.session import Tuning
from ingest.consumer.status import WorkerStatus
from ingest.consumer.worker import Worker
from tests.support.kafka_choice import TestBroker
from tests.support.kafka_topics import Topic

BRISK = Tuning(
    poll_for=timedelta(milliseconds=100),
    heed_operators_every=timedelta(milliseconds=200),
    report_every=timedelta(milliseconds=100),
    stalled_after=timedelta(seconds=10),
    join_within=timedelta(seconds=15),
)
SESSION = timedelta(seconds=6)


def now() -> datetime:
    return datetime.now(UTC)


class KeepingIntake:
    """Takes a batch whole, moving positions by compare-and-set as the real one does."""

    def __init__(self, ledger: MemoryLedger) -> None:
        self.ledger = ledger
        self.records: list[Record] = []
        self.batches: list[Sequence[Record]] = []
        self.before: Callable[[Sequence[Record]], None] = lambda _: None
        self._lock = threading.Lock()

    def take(self, records: Sequence[Record], meanwhile: Meanwhile = NOTHING) -> Taken:
        self.before(records)
        with self._lock:
            moves = list(self._moves(records))
            self.ledger.must_accept(Beside(positions=moves))
            deque(meanwhile, maxlen=0)
            self.ledger.take(Beside(positions=moves))
            self.records += records
            self.batches.append(records)
        return Taken(Counter(), {(m.topic_id, m.partition): m.next_offset for m in moves})

    def read_ahead(self, _: Sequence[Record]) -> Meanwhile:
        return NOTHING

    def forget(self) -> None:
        pass

    def values(self) -> list[bytes | None]:
        return [record.value for record in self.records]

    def _moves(self, records: Sequence[Record]) -> Iterator[PositionMove]:
        parts: dict[tuple[UUID, int], list[Record]] = {}
        for record in records:
            parts.setdefault((record.topic_id, record.partition), []).append(record)
        for (topic_id, partition), batch in parts.items():
            stored = self.ledger.position(topic_id, partition)
            ahead = stored is not None and stored.next_offset <= batch[0].offset
            yield PositionMove(
                topic_id=topic_id,
                partition=partition,
                topic=batch[0].topic,
                expected=stored.next_offset if stored and ahead else -1 if stored else None,
                next_offset=batch[-1].offset + 1,
                first_offset=batch[0].offset,
                gaps=0,
                duplicates=0,
                broker_time=batch[-1].broker_time,
            )


class Bench:
    """One topic, one ledger, one intake; workers come and go."""

    def __init__(self, broker: TestBroker, *, partitions: int = 3, **configs: str) -> None:
        self.broker = broker
        self.topic: Topic = broker.topics.create(partitions=partitions, **configs)
        self.group = f"group-{self.topic.name}"
        self.begin_with_nothing()

    def begin_with_nothing(self) -> None:
        """An empty database; the group's offsets stay in Kafka."""
        self.ledger = MemoryLedger(RLock())
        self.intake = KeepingIntake(self.ledger)

    def stand_at(self, partition: int, offset: int) -> None:
        move = PositionMove(
            topic_id=self.topic.id,
            partition=partition,
            topic=self.topic.name,
            expected=None,
            next_offset=offset,
            first_offset=0,
            gaps=0,
            duplicates=0,
            broker_time=now(),
        )
        self.ledger.take(Beside(positions=[move]))

    def next_offset(self, partition: int) -> int | None:
        stored = self.ledger.position(self.topic.id, partition)
        return stored.next_offset if stored else None

    @property
    def connection(self) -> dict[str, Any]:
        return {"bootstrap_servers": self.broker.bootstrap}

    def bus(self) -> Bus:
        return KafkaBus(self.connection, self.group, [self.topic.name], session_timeout=SESSION)

    def produce(self, values: Sequence[bytes], *, partition: int | None = None) -> None:
        producer = KafkaProducer(**self.connection, linger_ms=20)
        for value in values:
            producer.send(self.topic.name, value, partition=partition)
        producer.flush()
        producer.close()

    @contextmanager
    def working(
        self, *, intake: KeepingIntake | None = None, tuning: Tuning = BRISK
    ) -> Iterator[Running]:
        running = Running(self, intake or self.intake, tuning)
        try:
            yield running
        finally:
            running.end()


class Running:
    """A worker in a thread of its own."""

    def __init__(self, bench: Bench, intake: KeepingIntake, tuning: Tuning) -> None:
        self.statuses: list[WorkerStatus] = []
        self.exit_code: int | None = None
        self._worker = Worker(
            bench.bus,
            intake,
            bench.ledger,
            clock=now,
            report=self.statuses.append,
            tuning=tuning,
        )
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    @property
    def status(self) -> WorkerStatus | None:
        return self.statuses[-1] if self.statuses else None

    def assigned(self) -> list[int]:
        return [each.partition for each in self.status.partitions] if self.status else []

    def end(self) -> None:
        self._worker.stop()
        self.wait()

    def wait(self, within: float = 40.0) -> None:
        self._thread.join(within)
        assert not self._thread.is_alive(), "the worker did not end"

    def _run(self) -> None:
        self.exit_code = self._worker.run()


def numbered(first: int, last: int) -> list[bytes]:
    return [str(number).encode() for number in range(first, last)]
