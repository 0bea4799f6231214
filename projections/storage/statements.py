"""The bulk statements of one table: each takes all its rows as one JSON document.

`json_populate_recordset` gives every value the type of its column, so one parameter carries text,
arrays, instants and documents alike, however many rows a page changes.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from sqlalchemy import Table, TextClause, text

from projections.rows import key_columns


@lru_cache(maxsize=1024)
def put(table: Table, schema: str) -> TextClause:
    changed = [f'"{name}" = excluded."{name}"' for name in _beside_key(table)]
    return _upsert(table, schema, changed)


@lru_cache(maxsize=1024)
def add(table: Table, schema: str) -> TextClause:
    counted = [f'"{name}" = old."{name}" + excluded."{name}"' for name in _beside_key(table)]
    return _upsert(table, schema, counted)


@lru_cache(maxsize=1024)
def change(table: Table, schema: str, columns: tuple[str, ...]) -> TextClause:
    keys = key_columns(table)
    changed = ", ".join(f'"{name}" = new."{name}"' for name in columns if name not in keys)
    same = " AND ".join(f'old."{name}" = new."{name}"' for name in keys)
    place = _place(table, schema)
    return text(
        f"UPDATE {place} AS old SET {changed} "
        f"FROM json_populate_recordset(NULL::{place}, CAST(:rows AS json)) AS new WHERE {same}"
    )


def _upsert(table: Table, schema: str, assignments: Sequence[str]) -> TextClause:
    place = _place(table, schema)
    columns = _names([column.name for column in table.columns])
    action = f"UPDATE SET {', '.join(assignments)}" if assignments else "NOTHING"
    return text(
        f"INSERT INTO {place} AS old ({columns}) "
        f"SELECT {columns} FROM json_populate_recordset(NULL::{place}, CAST(:rows AS json)) "
        f"ON CONFLICT ({_names(key_columns(table))}) DO {action}"
    )


def _beside_key(table: Table) -> list[str]:
    return [column.name for column in table.columns if not column.primary_key]


def _place(table: Table, schema: str) -> str:
    return f'"{schema}"."{table.name}"'


def _names(columns: Sequence[str]) -> str:
    return ", ".join(f'"{name}"' for name in columns)
