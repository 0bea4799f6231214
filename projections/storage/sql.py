"""Rows in PostgreSQL, in one slot, within the transaction of the caller."""

from __future__ import annotations

from collections.abc import Hashable, Iterable

import msgspec
from sqlalchemy import ARRAY, Connection, Table, bindparam, func, select

from projections.rows import MissingRow, Row, key_columns
from projections.storage import statements

encode = msgspec.json.Encoder().encode


class SqlTables:
    def __init__(self, connection: Connection, schema: str) -> None:
        self._connection = connection
        self._schema = schema

    def fetch(self, table: Table, keys: Iterable[Hashable]) -> dict[Hashable, Row]:
        (name,) = key_columns(table)
        key = table.columns[name]
        wanted = bindparam("wanted", list(keys), type_=ARRAY(key.type))
        found = self._connection.execute(
            select(table).where(key == func.any(wanted)),
            execution_options={"schema_translate_map": {table.schema: self._schema}},
        )
        return {row[name]: dict(row) for row in found.mappings()}

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


def _json(rows: list[Row]) -> str:
    return encode(rows).decode()
