"""What a view holds, in PostgreSQL or in memory, in a form that can be compared."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Any

from sqlalchemy import Engine, Table, select

from projections.rows import Row, key_columns
from projections.slots import serving
from projections.storage.memory import MemoryTables
from projections.view import View

Contents = dict[str, dict[Hashable, Row]]


def stored(engine: Engine, view: View) -> Contents:
    with engine.connect() as connection:
        schema = serving(connection)[view.name].schema
        options = {"schema_translate_map": {view.name: schema}}
        return {
            table.name: _by_key(
                table,
                [
                    dict(row)
                    for row in connection.execute(
                        select(table), execution_options=options
                    ).mappings()
                ],
            )
            for table in view.tables
        }


def folded(tables: MemoryTables, view: View) -> Contents:
    return {table.name: _by_key(table, tables.rows(table)) for table in view.tables}


def _by_key(table: Table, rows: Sequence[Row]) -> dict[Hashable, Any]:
    return {tuple(row[name] for name in key_columns(table)): row for row in rows}
