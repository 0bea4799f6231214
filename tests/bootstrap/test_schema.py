from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from eventsourcing.postgres import PostgresDatastore, PostgresProcessRecorder
from sqlalchemy import Connection, MetaData, make_url, text

from application import tables
from bootstrap import heartbeats
from bootstrap.database import AddressError, open_engine, sqlalchemy_url
from bootstrap.schema import (
    MIGRATIONS,
    SchemaError,
    require_current,
    revisions,
    status,
    upgrade,
)
from projections import slots
from projections.catalog import VIEWS

LIBRARY = ("caseledger_tracking", "alembic_version")
"""Tables that we describe nowhere: the library reads one, alembic the other."""

SHAPE = text(
    """
    SELECT 'column', attrelid::regclass::text, attname, format_type(atttypid, atttypmod),
           attnotnull, pg_get_expr(adbin, adrelid)
    FROM pg_attribute
    JOIN pg_class ON pg_class.oid = attrelid
    LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
    WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'c')
      AND attnum > 0 AND relname = ANY(:names)
    UNION ALL
    SELECT 'index', tablename, indexname, indexdef, NULL, NULL FROM pg_indexes
    WHERE schemaname = 'public' AND tablename = ANY(:names)
    UNION ALL
    SELECT 'options', relname, array_to_string(reloptions, ','), NULL, NULL, NULL FROM pg_class
    WHERE relnamespace = 'public'::regnamespace AND relname = ANY(:names)
    ORDER BY 1, 2, 3
    """
)


def everything() -> MetaData:
    """All tables that the program describes, those of the views in both of their schemas."""
    all_of_them = MetaData()
    for beside in (tables, slots, heartbeats):
        for table in beside.metadata.sorted_tables:
            table.to_metadata(all_of_them)
    for view in VIEWS:
        for table in view.tables:
            for slot in slots.SLOTS:
                table.to_metadata(all_of_them, schema=slots.schema_of(slot))
    return all_of_them


def differences(connection: Connection) -> list[Any]:
    def ours(object: Any, name: str | None, kind: str, *_: object) -> bool:
        return not (kind == "table" and name in LIBRARY) and object is not None

    options = {"compare_type": True, "include_schemas": True, "include_object": ours}
    context = MigrationContext.configure(connection, opts=options)
    return list(compare_metadata(context, everything()))


@pytest.mark.postgres
def test_an_upgrade_from_empty_makes_what_the_program_describes(empty_postgres_url: str) -> None:
    upgrade(empty_postgres_url)
    engine = open_engine(empty_postgres_url)
    with engine.connect() as connection:
        found = differences(connection)
    engine.dispose()
    assert found == []


@pytest.mark.postgres
def test_the_log_is_made_as_the_library_makes_it(
    postgres_url: str, empty_postgres_url: str
) -> None:
    names = ["caseledger_events", "caseledger_tracking", "stored_event_uuid"]
    url = make_url(empty_postgres_url)
    datastore = PostgresDatastore(
        dbname=url.database or "",
        host=str(url.query.get("host", url.host or "")),
        port=str(url.port or 5432),
        user=url.username or "postgres",
        password=url.password or "",
    )
    with datastore:
        PostgresProcessRecorder(
            datastore,
            events_table_name="caseledger_events",
            tracking_table_name="caseledger_tracking",
        ).create_table()
    shapes = []
    for address in (postgres_url, empty_postgres_url):
        engine = open_engine(address)
        with engine.connect() as connection:
            shapes.append([tuple(row) for row in connection.execute(SHAPE, {"names": names})])
            found = connection.execute(text("SELECT * FROM caseledger_tracking")).all()
            assert [tuple(row) for row in found] == [("__migration__", 1)]
        engine.dispose()
    assert shapes[0] == shapes[1]


@pytest.mark.postgres
def test_processes_that_start_together_upgrade_once(empty_postgres_url: str) -> None:
    with ThreadPoolExecutor(4) as pool:
        results = list(pool.map(upgrade, [empty_postgres_url] * 4))
    assert all(each.is_current for each in results)
    engine = open_engine(empty_postgres_url)
    with engine.connect() as connection:
        numbers = connection.execute(text("SELECT * FROM case_number_blocks")).all()
    engine.dispose()
    assert [tuple(row) for row in numbers] == [(1, 1001)]


@pytest.mark.postgres
def test_an_empty_database_is_told_how_to_be_upgraded(empty_postgres_url: str) -> None:
    before = status(empty_postgres_url)
    assert (before.current, before.pending[0], before.pending[-1]) == (None, "0001", before.head)
    with pytest.raises(SchemaError, match=r"schema is empty.*run `caseledger db upgrade`"):
        require_current(empty_postgres_url)
    assert upgrade(empty_postgres_url).pending == []
    assert require_current(empty_postgres_url).is_current


def test_the_steps_are_those_that_the_migration_tool_reads() -> None:
    script = ScriptDirectory(str(MIGRATIONS))
    assert revisions() == [step.revision for step in script.walk_revisions()][::-1]


@pytest.mark.postgres
def test_a_newer_database_is_refused(postgres_url: str) -> None:
    engine = open_engine(postgres_url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    for errand in (require_current, upgrade):
        with pytest.raises(SchemaError, match="schema 9999 is newer than this program"):
            errand(postgres_url)


@pytest.mark.parametrize(
    ("address", "host", "database"),
    [
        ("postgresql://u:p@db.example:5433/cases", "db.example", "cases"),
        ("postgres://u@db.example/cases", "db.example", "cases"),
        ("postgresql+psycopg://u@db.example/cases", "db.example", "cases"),
        ("postgresql://postgres:@/postgres?host=/var/run/pg", None, "postgres"),
    ],
)
def test_addresses_are_taken_as_libpq_writes_them(
    address: str, host: str | None, database: str
) -> None:
    url = sqlalchemy_url(address)
    assert (url.drivername, url.host, url.database) == ("postgresql+psycopg", host, database)
    if host is None:
        assert url.query["host"] == "/var/run/pg"


@pytest.mark.parametrize("address", ["mysql://u:secret@h/d", "sqlite://", "secret", ""])
def test_other_addresses_are_refused_without_showing_their_password(address: str) -> None:
    with pytest.raises(AddressError) as refusal:
        sqlalchemy_url(address)
    assert "secret" not in str(refusal.value)
