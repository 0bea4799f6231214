"""Rows in dictionaries: what a fold of the log works on."""

from __future__ import annotations

from collections.abc import Hashable, Iterable

import msgspec
from sqlalchemy import Table

from projections.rows import MissingRow, Row, key_columns


class MemoryTables:
    """Keeps what PostgreSQL would keep, so that a fold equals the stored view row by row."""

    def __init__(self) -> None:
        self._tables: dict[Table, dict[Hashable, Row]] = {}

    def rows(self, table: Table) -> list[Row]:
        return list(self._tables.get(table, {}).values())

    def row(self, table: Table, key: Hashable) -> Row | None:
        return self._tables.get(table, {}).get(key)

    def fetch(self, table: Table, keys: Iterable[Hashable]) -> dict[Hashable, Row]:
        stored = self._tables.get(table, {})
        return {key: dict(stored[key]) for key in keys if key in stored}

    def put(self, table: Table, rows: list[Row]) -> None:
        stored = self._tables.setdefault(table, {})
        for row in rows:
            stored[_key(table, row)] = dict(row)

    def set(self, table: Table, columns: tuple[str, ...], rows: list[Row]) -> None:
        stored = self._tables.setdefault(table, {})
        for row in rows:
            key = _key(table, row)
            if key not in stored:
                raise MissingRow(f"{table.name}: {key}")
            stored[key].update({column: row[column] for column in columns})

    def add(self, table: Table, rows: list[Row]) -> None:
        stored = self._tables.setdefault(table, {})
        keys = set(key_columns(table))
        for row in rows:
            present = stored.get(_key(table, row))
            if present is None:
                stored[_key(table, row)] = dict(row)
            else:
                present.update({c: present[c] + row[c] for c in row.keys() - keys})


def _key(table: Table, row: Row) -> Hashable:
    names = key_columns(table)
    return row[names[0]] if len(names) == 1 else tuple(row[name] for name in names)


def as_stored(value: object) -> object:
    """What PostgreSQL gives back for a jsonb value: lists for tuples, text for ids and instants."""
    return msgspec.json.decode(msgspec.json.encode(value))
