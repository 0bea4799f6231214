"""Which schema the database has, which one this program needs, and the way there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
from sqlalchemy import URL, Connection, Engine, text
from sqlalchemy.pool import NullPool

from bootstrap.database import open_engine

MIGRATIONS = Path(__file__).parent / "migrations"
LOCK = 7_266_001
"""Whoever upgrades holds this advisory lock; a second process waits and finds nothing to do."""


class SchemaStatus(msgspec.Struct, frozen=True):
    """`current` is None in an empty database; `pending` are the steps to `head`, first to last.

    `known` is false when the database has a step that this program does not know.
    """

    current: str | None
    head: str
    pending: list[str]
    known: bool = True

    @property
    def is_current(self) -> bool:
        return self.current == self.head


class SchemaError(Exception):
    """The database and this program do not fit; the message says what to do."""


def upgrade(url: str | URL) -> SchemaStatus:
    """Bring the database to this program's schema, in one transaction; may run twice at once."""
    with _engine(url) as engine, engine.begin() as connection:
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
        before = _status(connection)
        if not before.known:
            raise SchemaError(_newer(before))
        _run_migrations(connection)
        return _status(connection)


def status(url: str | URL) -> SchemaStatus:
    with _engine(url) as engine, engine.connect() as connection:
        return _status(connection)


def require_current(url: str | URL) -> SchemaStatus:
    """Refuse to work on a schema that this program was not written for."""
    found = status(url)
    if not found.known:
        raise SchemaError(_newer(found))
    if not found.is_current:
        raise SchemaError(
            f"database: schema is {found.current or 'empty'}, this program needs {found.head}: "
            "run `caseledger db upgrade`"
        )
    return found


def _newer(found: SchemaStatus) -> str:
    return (
        f"database: schema {found.current} is newer than this program, which knows {found.head}: "
        "run the newer program"
    )


def _status(connection: Connection) -> SchemaStatus:
    steps, current = revisions(), _current(connection)
    known = current is None or current in steps
    done = steps.index(current) + 1 if current in steps else 0
    return SchemaStatus(current, steps[-1], steps[done:] if known else [], known)


def revisions() -> list[str]:
    """First to last. The names of the files tell, so that no command has to import alembic, which
    takes half a second; a test holds the names against what alembic reads in the files."""
    return sorted(file.name[1:5] for file in (MIGRATIONS / "versions").glob("v[0-9]*.py"))


def _current(connection: Connection) -> str | None:
    if connection.scalar(text("SELECT to_regclass('alembic_version')")) is None:
        return None
    found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return found


def _run_migrations(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


@contextmanager
def _engine(url: str | URL) -> Iterator[Engine]:
    engine = open_engine(url, poolclass=NullPool)
    try:
        yield engine
    finally:
        engine.dispose()
