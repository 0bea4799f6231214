"""Our own servers for whoever has none: started, announced to other terminals, and ended."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from pydantic import SecretStr

from bootstrap.addresses import kafka_connection
from bootstrap.embedded.broker import EmbeddedBroker
from bootstrap.embedded.errors import EmbeddedServerError
from bootstrap.embedded.postgres import EmbeddedPostgres
from bootstrap.embedded.running import Kind, RunningServers
from bootstrap.schema import require_current, upgrade
from bootstrap.settings import Settings
from bootstrap.topics import create
from ingest.topics import Topics


@contextmanager
def ready_servers(settings: Settings, *, port: int | None = None) -> Iterator[Settings]:
    """Settings that name a database and a broker which run, with the schema and the topics.

    A server that the settings name already is used as it is: its schema is checked, not upgraded.
    `port` is for the embedded broker. Raises EmbeddedServerError, SchemaError, BusAwayError.
    """
    with ExitStack() as stack:
        if settings.database_url is None:
            address = stack.enter_context(_database(settings.home))
            upgrade(address)
            settings = settings.model_copy(update={"database_url": SecretStr(address)})
        else:
            require_current(settings.database_url.get_secret_value())
        if settings.kafka is None:
            kafka = stack.enter_context(_broker(settings.home, port))
            settings = settings.model_copy(update={"kafka": kafka})
        with Topics(kafka_connection(settings)) as topics:
            for _ in create(topics, settings):
                pass
        yield settings


@contextmanager
def _database(home: Path) -> Iterator[str]:
    running = _must_not_run(home, "database")
    with EmbeddedPostgres(home / "postgres") as server:
        running.announce("database", server.url, server.pid)
        try:
            yield server.url
        finally:
            running.withdraw("database")


@contextmanager
def _broker(home: Path, port: int | None) -> Iterator[str]:
    running = _must_not_run(home, "kafka")
    with EmbeddedBroker(home / "broker.log", port=port) as server:
        running.announce("kafka", server.bootstrap, server.pid)
        try:
            yield server.bootstrap
        finally:
            running.withdraw("kafka")


def _must_not_run(home: Path, kind: Kind) -> RunningServers:
    running = RunningServers(home)
    address = running.find(kind)
    if address is not None:
        what = "database" if kind == "database" else "broker"
        raise EmbeddedServerError(
            f"an embedded {what} runs already under {home} ({address}); end the command that"
            " started it, or set CASELEDGER_HOME to another folder"
        )
    return running
