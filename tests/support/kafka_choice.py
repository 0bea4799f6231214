"""Which broker the tests run on: the one given, Apache Kafka from its jars, or the embedded one."""

from __future__ import annotations

import subprocess
from functools import cache
from pathlib import Path
from typing import Literal, Protocol

from bootstrap.embedded.broker import EmbeddedBroker
from bootstrap.embedded.kafka_jars import jars, why_not
from bootstrap.embedded.local_kafka import LocalKafka
from tests.support import environment
from tests.support.kafka_topics import Topics

Kind = Literal["kafka", "tansu"]


class Server(Protocol):
    @property
    def bootstrap(self) -> str: ...
    def start(self) -> object: ...
    def stop(self) -> None: ...
    def kill(self) -> None: ...


class TestBroker:
    """A broker that a test may publish to; one of its own may also be stopped and killed."""

    __test__ = False

    def __init__(self, kind: Kind, bootstrap: str, server: Server | None) -> None:
        self.kind = kind
        self.bootstrap = bootstrap
        self._server = server
        self.topics = Topics(lambda: self.bootstrap)

    def kill(self) -> None:
        self._own().kill()

    def stop(self) -> None:
        self._own().stop()

    def start(self) -> None:
        self._own().start()

    def restart(self) -> None:
        """Stop and start again on the same port, and on the same data where the broker has any."""
        self.stop()
        self.start()

    def _own(self) -> Server:
        assert self._server is not None, "a broker given by its address is not ours to stop"
        return self._server


@cache
def why_no_kafka() -> str | None:
    """Why Apache Kafka cannot be started here, or None."""
    if (missing := why_not()) is not None:
        return missing
    try:
        jars()
    except (subprocess.SubprocessError, OSError):
        return "mvn could not get the jars of Apache Kafka"
    return None


def kind() -> Kind:
    return "kafka" if environment.GIVEN_KAFKA or why_no_kafka() is None else "tansu"


def described() -> str:
    if environment.GIVEN_KAFKA:
        return f"Kafka at {environment.GIVEN_KAFKA}"
    missing = why_no_kafka()
    return "Apache Kafka 4.1.1" if missing is None else f"embedded (Tansu), because {missing}"


def start_own_broker(folder: Path) -> TestBroker:
    """A broker that nobody else uses. Started."""
    server: LocalKafka | EmbeddedBroker
    if why_no_kafka() is None:
        server = LocalKafka(folder).start()
        return TestBroker("kafka", server.bootstrap, server)
    server = EmbeddedBroker(folder / "broker.log").start()
    return TestBroker("tansu", server.bootstrap, server)


def shared_broker(folder: Path) -> TestBroker:
    if environment.GIVEN_KAFKA:
        return TestBroker("kafka", environment.GIVEN_KAFKA, None)
    return start_own_broker(folder)
