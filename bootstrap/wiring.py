"""Builds the parts of a process from its settings, each when it is first asked for.

What only some commands need is imported there too: a command that lists cases shall not wait for
the rules, nor one that publishes for the views.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, Self

from pydantic import SecretStr

from application.configuration import connection_options, postgres_env
from bootstrap.addresses import database_address, kafka_connection
from bootstrap.settings import Settings
from domain.identity import Namespace

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from application.dispatch import Dispatcher
    from application.intake.intake import Intake
    from application.intake.retrying import Retrying
    from application.ledger import Ledger
    from application.store import Store
    from projections.log import EventLog
    from projections.reading import Reader
    from projections.runner import Runner
    from projections.view import View

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    return datetime.now(UTC)


class Deployment:
    """Nothing is opened before it is used; whoever touches the database has its schema checked.

    Raises NoServerError where no server is known, SchemaError where the schema is not ours.
    """

    def __init__(self, settings: Settings, *, clock: Clock = utc_now) -> None:
        self.settings = settings
        self.clock = clock
        self.ids = Namespace(settings.deployment)
        self._opened = ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._opened.close()

    @cached_property
    def database(self) -> str:
        """The address, of a database with the schema that this program knows."""
        from bootstrap.schema import require_current

        address = database_address(self.settings)
        require_current(address)
        return address

    @cached_property
    def kafka(self) -> dict[str, Any]:
        return kafka_connection(self.settings)

    @cached_property
    def store(self) -> Store:
        from application.store import Store

        settings = self.settings
        env = postgres_env(
            self.database,
            lock_timeout=max(1, round(settings.lock_timeout.total_seconds())),
            pool_size=settings.pool_size,
        )
        store = Store(self.clock, env, connection=connection_options(self.database))
        self._opened.callback(store.close)
        return store

    @property
    def ledger(self) -> Ledger:
        return self.store.ledger

    @cached_property
    def dispatcher(self) -> Dispatcher:
        from application.dispatch import Dispatcher

        return Dispatcher(self.store, self.ids)

    @cached_property
    def intake(self) -> Intake:
        from application.intake.intake import Intake
        from ingest.decoding.decode import decode

        return Intake(self.store, self.ids, decode, hash_key(self.settings.hash_key))

    @cached_property
    def retrying(self) -> Retrying:
        from application.intake.retrying import Retrying

        return Retrying(self.store, self.intake)

    @cached_property
    def engine(self) -> Engine:
        from bootstrap.database import open_engine

        settings = self.settings
        engine = open_engine(
            self.database, pool_size=settings.pool_size, max_overflow=settings.pool_overflow
        )
        self._opened.callback(engine.dispose)
        return engine

    @cached_property
    def log(self) -> EventLog:
        """The log as the views read it."""
        from projections.log import EventLog

        return EventLog(self.engine, self.store.event_mapper.decode)

    @cached_property
    def reader(self) -> Reader:
        from projections.reading import Reader

        return Reader(self.engine)

    def runner(self, views: Sequence[View] | None = None) -> Runner:
        """Of all views when none are named."""
        from projections.catalog import VIEWS
        from projections.runner import Runner

        chosen = VIEWS if views is None else views
        return Runner(self.engine, self.log, chosen, page=self.settings.view_page)


def hash_key(secret: SecretStr) -> bytes:
    """Of the length that the keyed hash takes, however long the secret is."""
    return hashlib.sha256(secret.get_secret_value().encode()).digest()
