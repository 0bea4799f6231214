"""A broker, a database and workers between them; what was sent is remembered apart."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import timedelta
from typing import Any

import msgspec
from kafka import KafkaProducer

from application.actor import Actor
from application.dispatch import Dispatcher
from application.intake.intake import Intake
from application.store import Store
from domain.profile.commands import RegisterProfile
from ingest.consumer.session import Takes
from ingest.consumer.status import WorkerStatus
from tests.exactly_once.building import IDS, Plan, build_worker, now, open_store
from tests.exactly_once.traffic import PROFILE, Sent, Traffic, external_ids
from tests.support.environment import ROOT
from tests.support.kafka_choice import TestBroker
from tests.support.kafka_topics import Topic
from tests.support.polling import eventually

ACTOR = Actor("agent:ann", "os-user:ann")


class World:
    def __init__(self, broker: TestBroker, database: str, *, partitions: int = 3) -> None:
        self.broker = broker
        self.database = database
        self.topic = broker.topics.create(partitions=partitions)
        self.topics: list[Topic] = [self.topic]
        self.traffic = Traffic(now() - timedelta(hours=1))
        self.expected: set[str] = set()
        self.lost = 0
        self._processes: list[subprocess.Popen[bytes]] = []
        self.plan = Plan(database, broker.bootstrap, f"group-{self.topic.name}", [self.topic.name])
        self.store = open_store(self.plan)
        self.dispatcher = Dispatcher(self.store, IDS)
        profile = RegisterProfile(profile_id=PROFILE, channel="email", connector="imap")
        self.dispatcher.dispatch(profile, actor=ACTOR)

    def close(self) -> None:
        for process in self._processes:
            process.kill()
            process.wait()
        self.store.close()

    def reopen(self) -> None:
        """After the database server was away."""
        self.store.close()
        self.store = open_store(self.plan)
        self.dispatcher = Dispatcher(self.store, IDS)

    def change_group(self) -> None:
        """The next worker need not wait until the group has given up a dead member."""
        self.plan = msgspec.structs.replace(self.plan, group=f"{self.plan.group}-next")

    def add_topic(self, *, partitions: int = 3) -> Topic:
        """A second topic; workers read both from now on."""
        topic = self.broker.topics.create(partitions=partitions)
        self.topics.append(topic)
        names = [*self.plan.topics, topic.name]
        self.plan = msgspec.structs.replace(self.plan, topics=names)
        return topic

    def make_topic_again(self) -> None:
        self.broker.topics.delete(self.topic.name)
        made = self.broker.topics.create(self.topic.name, partitions=self.topic.partitions)
        self.topic = made
        self.topics.append(made)

    def produce(self, sent: Sequence[Sent], topic: Topic | None = None, **settings: Any) -> None:
        self.expected |= external_ids(sent)
        with closing(self.producer(**settings)) as producer:
            for each in sent:
                self.send(producer, each, topic)
            producer.flush()

    def producer(self, **settings: Any) -> KafkaProducer:
        return KafkaProducer(bootstrap_servers=self.broker.bootstrap, linger_ms=5, **settings)

    def send(self, producer: KafkaProducer, sent: Sent, topic: Topic | None = None) -> None:
        name = (topic or self.topic).name
        producer.send(name, sent.value, key=sent.key, headers=sent.headers)

    def taken(self) -> int:
        """Records of all topics, as the positions count them."""
        return sum(each.records for each in self.store.ledger.positions())

    def until_taken(self, count: int, *, within: float = 60.0) -> None:
        eventually(lambda: self.taken() >= count, what=f"{count} records", within=within)

    @contextmanager
    def working(
        self, plan: Plan | None = None, *, around: Callable[[Intake], Takes] = lambda intake: intake
    ) -> Iterator[Running]:
        """A worker in a thread, with a store of its own."""
        chosen = plan or self.plan
        with open_store(chosen) as store:
            running = Running(chosen, store, around)
            try:
                yield running
            finally:
                running.end()

    def spawn(self, **changes: Any) -> subprocess.Popen[bytes]:
        """A worker in a process, which can be killed."""
        plan = msgspec.structs.replace(self.plan, **changes)
        given = msgspec.json.encode(plan).decode()
        command = [sys.executable, "-m", "tests.exactly_once.entry", given]
        return self.run(command)

    def run(self, command: Sequence[str]) -> subprocess.Popen[bytes]:
        """Ends with the world at the latest."""
        self._processes.append(subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL))
        return self._processes[-1]


class Running:
    def __init__(self, plan: Plan, store: Store, around: Callable[[Intake], Takes]) -> None:
        self.statuses: list[WorkerStatus] = []
        self.exit_code: int | None = None
        self._worker = build_worker(plan, store, report=self.statuses.append, around=around)
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    @property
    def status(self) -> WorkerStatus:
        eventually(lambda: self.statuses, what="a status")
        return self.statuses[-1]

    def errors(self) -> str:
        return "\n".join(str(each.last_error) for each in self.statuses)

    def assigned(self) -> int:
        return len(self.status.partitions)

    def end(self) -> None:
        self._worker.stop()
        self.wait()

    def wait(self, within: float = 60.0) -> None:
        self._thread.join(within)
        assert not self._thread.is_alive(), "the worker did not end"

    def _run(self) -> None:
        self.exit_code = self._worker.run()
