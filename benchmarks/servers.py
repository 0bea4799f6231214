"""The servers that are measured: durable PostgreSQL 18, and Apache Kafka where Java is there."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import psycopg
from kafka import KafkaProducer
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict
from pydantic import SecretStr

from application.actor import Actor
from bootstrap.addresses import kafka_connection
from bootstrap.embedded.broker import EmbeddedBroker
from bootstrap.embedded.kafka_jars import jars, why_not
from bootstrap.embedded.local_kafka import LocalKafka
from bootstrap.embedded.postgres import create_database
from bootstrap.schema import upgrade
from bootstrap.settings import Settings
from bootstrap.topics import create
from bootstrap.wiring import Deployment
from domain.profile.commands import RegisterProfile
from ingest.simulation.cast import DEFAULT_PROFILES
from ingest.simulation.traffic import EVERY, traffic
from ingest.topics import Topics
from tests.support.postgres_cluster import Cluster, embedded_programs

SEED = 1
AUTHOR = Actor("agent:bench", "os-user:bench")


class Servers:
    def __init__(self, postgres: Cluster, kafka: str, broker: str) -> None:
        """`broker` says which one it is."""
        self._postgres = postgres
        self.kafka = kafka
        self.broker = broker

    @property
    def maintenance(self) -> str:
        return self._postgres.url()

    def settings(self, topic: str) -> Settings:
        """A database of its own with the profiles registered, and a group that has read nothing."""
        name = f"bench_{uuid4().hex[:8]}"
        with psycopg.connect(self.maintenance, autocommit=True) as connection:
            create_database(connection, name)
        url = self._postgres.url(name)
        upgrade(url)
        settings = Settings(
            database_url=SecretStr(url),
            kafka=self.kafka,
            topic_in=topic,
            consumer_group=name,
        )
        with Deployment(settings) as deployment:
            for profile in DEFAULT_PROFILES:
                command = RegisterProfile(
                    profile_id=profile.profile_id,
                    channel=profile.channel,
                    connector=profile.connector,
                    policy_id=profile.policy_id,
                    allowed_lateness=None,
                )
                deployment.dispatcher.dispatch(command, actor=AUTHOR)
        return settings

    def fill(self, topic: str, messages: int, conversations: int, *, first: int = 0) -> None:
        """Publish the messages numbered from `first`, all sent before now."""
        settings = Settings(kafka=self.kafka, topic_in=topic)
        with Topics(kafka_connection(settings)) as topics:
            for _ in create(topics, settings):
                pass
        start = datetime.now(UTC) - (first + messages) * EVERY - timedelta(minutes=1)
        producer = KafkaProducer(bootstrap_servers=self.kafka, linger_ms=20, batch_size=256 * 1024)
        for key, value, headers in traffic(SEED, conversations, messages, start=start, first=first):
            producer.send(topic, key=key, value=value, headers=list(headers))
        producer.flush()
        producer.close()

    def drop(self, settings: Settings) -> None:
        """With its data; the server has less to write back while the next run is measured."""
        name = conninfo_to_dict(database_of(settings))["dbname"]
        assert isinstance(name, str)
        with psycopg.connect(self.maintenance, autocommit=True) as connection:
            connection.execute(
                sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name))
            )


def database_of(settings: Settings) -> str:
    assert settings.database_url is not None
    return settings.database_url.get_secret_value()


@contextmanager
def running() -> Iterator[Servers]:
    with ExitStack() as stack:
        home = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="caseledger-bench-")))
        # Through TCP: on a Unix socket psycopg 3.3.9 stands still for ever when the library's
        # pipeline sends more than the socket's buffer holds, as 1,000 messages do.
        postgres = stack.enter_context(Cluster(embedded_programs(), tcp=True, durable=True))
        missing = _why_no_kafka()
        if missing is None:
            kafka = stack.enter_context(LocalKafka(home / "kafka"))
            yield Servers(postgres, kafka.bootstrap, "Apache Kafka 4.1.1")
        else:
            tansu = stack.enter_context(EmbeddedBroker(home / "broker.log"))
            yield Servers(postgres, tansu.bootstrap, f"embedded (Tansu), because {missing}")


def _why_no_kafka() -> str | None:
    if (missing := why_not()) is not None:
        return missing
    try:
        jars()
    except (subprocess.SubprocessError, OSError):
        return "mvn could not get the jars of Apache Kafka"
    return None
