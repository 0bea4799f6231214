"""The rows that one page of events changes, gathered by key and written in a few statements."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import Any, Protocol, cast

from sqlalchemy import ColumnDefault, Table

Row = dict[str, Any]


class MissingRow(Exception):
    """An event changes a row that no event before it made."""


class UndeclaredRead(Exception):
    """A handler looked at a row that it did not declare: a fault of the view."""


class Storage(Protocol):
    """Where rows live. Keys are those of the table's primary key, a tuple when it has several."""

    def fetch(self, table: Table, keys: Iterable[Hashable]) -> dict[Hashable, Row]: ...

    def put(self, table: Table, rows: list[Row]) -> None:
        """Write whole rows, over what stands there."""
        ...

    def set(self, table: Table, columns: tuple[str, ...], rows: list[Row]) -> None:
        """Change some columns of rows that exist; `MissingRow` when one does not."""
        ...

    def add(self, table: Table, rows: list[Row]) -> None:
        """Add to the counters of rows; what does not exist counts as 0."""
        ...


class Changes:
    """What a page does to one table."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.keys = key_columns(table)
        self.blank = blank(table)
        self.expected: set[Hashable] = set()
        self.known: dict[Hashable, Row | None] = {}
        self.whole: dict[Hashable, Row] = {}
        self.partial: dict[Hashable, Row] = {}
        self.sums: dict[Hashable, Row] = {}

    def key_of(self, key: Hashable) -> Row:
        if len(self.keys) == 1:
            return {self.keys[0]: key}
        return dict(zip(self.keys, cast("tuple[Hashable, ...]", key), strict=True))


class Rows:
    def __init__(self, storage: Storage) -> None:
        self._storage = storage
        self._changes: dict[Table, Changes] = {}

    def expect(self, table: Table, key: Hashable) -> None:
        self._of(table).expected.add(key)

    def fetch(self) -> None:
        """Bring all expected rows that are not here yet, one SELECT per table."""
        for changes in self._changes.values():
            unknown = changes.expected - changes.known.keys()
            if unknown:
                changes.known |= dict.fromkeys(unknown)
                changes.known |= self._storage.fetch(changes.table, unknown)
            changes.expected = set()

    def get(self, table: Table, key: Hashable) -> Row | None:
        """The row as it is now, or None. Never change it in place."""
        try:
            return self._of(table).known[key]
        except KeyError:
            raise UndeclaredRead(f"{table.name}: {key}") from None

    def need(self, table: Table, key: Hashable) -> Row:
        """The row, which an earlier event must have made."""
        row = self.get(table, key)
        if row is None:
            raise MissingRow(f"{table.name}: {key}")
        return row

    def put(self, table: Table, key: Hashable, **values: Any) -> None:
        """Make the row; columns that are not named take their defaults."""
        changes = self._of(table)
        row = {**changes.blank, **changes.key_of(key), **values}
        changes.known[key] = changes.whole[key] = row
        changes.partial.pop(key, None)

    def set(self, table: Table, key: Hashable, **values: Any) -> None:
        """Change columns of a row that an earlier event made."""
        changes = self._of(table)
        if key in changes.known:
            row = changes.known[key]
            if row is None:
                raise MissingRow(f"{table.name}: {key}")
            row.update(values)
            changes.whole[key] = row
        elif key in changes.partial:
            changes.partial[key].update(values)
        else:
            changes.partial[key] = {**changes.key_of(key), **values}

    def add(self, table: Table, key: Hashable, **amounts: int) -> None:
        """Count. A table of counters has no other columns than its key and its counters."""
        changes = self._of(table)
        row = changes.sums.get(key)
        if row is None:
            row = changes.sums[key] = {**changes.blank, **changes.key_of(key)}
        for counter, amount in amounts.items():
            row[counter] += amount

    def write(self) -> None:
        for changes in self._changes.values():
            self._write(changes)

    def _write(self, changes: Changes) -> None:
        if changes.whole:
            self._storage.put(changes.table, list(changes.whole.values()))
        if changes.sums:
            self._storage.add(changes.table, list(changes.sums.values()))
        by_columns: dict[tuple[str, ...], list[Row]] = {}
        for row in changes.partial.values():
            by_columns.setdefault(tuple(sorted(row)), []).append(row)
        for columns, rows in by_columns.items():
            self._storage.set(changes.table, columns, rows)

    def _of(self, table: Table) -> Changes:
        changes = self._changes.get(table)
        if changes is None:
            changes = self._changes[table] = Changes(table)
        return changes


def key_columns(table: Table) -> tuple[str, ...]:
    return tuple(column.name for column in table.primary_key)


def blank(table: Table) -> Row:
    """A row of nothing but defaults, counters at 0."""
    return {
        column.name: column.default.arg if isinstance(column.default, ColumnDefault) else None
        for column in table.columns
    }
