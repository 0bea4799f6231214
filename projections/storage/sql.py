"""Rows in PostgreSQL, in one slot, within the transaction of the caller."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from typing import Any, cast

import msgspec
from sqlalchemy import ARRAY, Connection, Select, Table, and_, bindparam, func, select

from projections.rows import MissingRow, Row, key_columns
from projections.storage import statements

encode = msgspec.json.Encoder().encode


class SqlTables:
    def __init__(self, connection: Connection, schema: str) -> None:
        self._connection = connection
        self._schema = schema

    def fetch(self, table: Table, keys: Iterable[Hashable]) -> dict[Hashable, Row]:
        names = key_columns(table)
        options = {"schema_translate_map": {table.schema: self._schema}}
        found = self._connection.execute(_with_keys(table, names, keys), execution_options=options)
        rows = [dict(row) for row in found.mappings()]
        if len(names) == 1:
            return {row[names[0]]: row for row in rows}
        return {tuple(row[name] for name in names): row for row in rows}

    def put(self, table: Table, rows: list[Row]) -> None:
        self._connection.execute(statements.put(table, self._schema), {"rows": _json(rows)})

    def set(self, table: Table, columns: tuple[str, ...], rows: list[Row]) -> None:
        changed = self._connection.execute(
            statements.change(table, self._schema, columns), {"rows": _json(rows)}
        )
        if changed.rowcount != len(rows):
            raise MissingRow(f"{table.name}: {len(rows) - changed.rowcount} rows are not there")

    def add(self, table: Table, rows: list[Row]) -> None:
        self._connection.execute(statements.add(table, self._schema), {"rows": _json(rows)})


def _with_keys(
    table: Table, names: Sequence[str], keys: Iterable[Hashable]
) -> Select[tuple[Any, ...]]:
    columns = [table.columns[name] for name in names]
    if len(columns) == 1:
        wanted = bindparam("wanted", list(keys), type_=ARRAY(columns[0].type))
        return select(table).where(columns[0] == func.any(wanted))
    parts = zip(*cast("Iterable[tuple[Hashable, ...]]", keys), strict=True)
    lists = [
        bindparam(f"wanted_{column.name}", list(part), type_=ARRAY(column.type))
        for column, part in zip(columns, parts, strict=True)
    ]
    wanted_keys = func.unnest(*lists).table_valued(*names).render_derived()
    same = [column == wanted_keys.c[column.name] for column in columns]
    return select(table).join(wanted_keys, and_(*same))


def _json(rows: list[Row]) -> str:
    return encode(rows).decode()
