"""What a command shows: a table for people, JSON or CSV for programs."""

from __future__ import annotations

import csv
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, tzinfo
from typing import Any, NamedTuple
from uuid import UUID

import msgspec
import typer

from cli.exits import UsageProblem
from cli.instants import read_zone, written
from cli.plain import plain

Row = Mapping[str, Any]


class Column(NamedTuple):
    """`grows`: is cut short where the terminal is narrow."""

    title: str
    of: Callable[[Any], Any]
    grows: bool = False
    right: bool = False


class Form:
    """How this command was asked to show its answer."""

    def __init__(
        self, as_json: bool = False, as_csv: bool = False, zone: str | None = None
    ) -> None:
        """Raises UsageProblem."""
        if as_json and as_csv:
            raise UsageProblem("--csv: not together with --json")
        self.as_json = as_json
        self.as_csv = as_csv
        self.zone: tzinfo = read_zone(zone)

    @property
    def for_people(self) -> bool:
        return not (self.as_json or self.as_csv)

    def listing(
        self,
        rows: Sequence[Any],
        columns: Sequence[Column],
        *,
        document: Any = None,
        foot: str | None = None,
        empty: str = "nothing",
    ) -> None:
        """`document` is the JSON answer where it is more than the rows; `foot` is for people."""
        if self.as_json:
            return self.document(rows if document is None else document)
        if self.as_csv:
            return write_csv([fields_of(row) for row in rows])
        if rows:
            self._table(rows, columns)
        else:
            typer.echo(empty)
        return say(foot) if foot else None

    def record(self, thing: Any, lines: Iterable[tuple[str, Any]]) -> None:
        """One thing: its lines for people, all of it for programs."""
        if self.as_json:
            return self.document(thing)
        if self.as_csv:
            return write_csv([fields_of(thing)])
        shown = [
            (name, self.text(value)) for name, value in lines if value not in (None, "", [], ())
        ]
        width = max((len(name) for name, _ in shown), default=0)
        for name, value in shown:
            typer.echo(f"{name:<{width}}  {value}")
        return None

    def document(self, thing: Any) -> None:
        encoded = msgspec.json.encode(msgspec.to_builtins(thing, str_keys=True))
        typer.echo(msgspec.json.format(encoded, indent=2).decode())

    def text(self, value: Any) -> str:
        """One line, without anything that a terminal would obey."""
        if isinstance(value, datetime):
            return written(value, self.zone)
        return plain(in_words(value))

    def _table(self, rows: Sequence[Any], columns: Sequence[Column]) -> None:
        cells = [[self.text(column.of(row)) for column in columns] for row in rows]
        if sys.stdout.isatty():
            from cli.tables import on_terminal

            return on_terminal(columns, cells)
        widths = [max(map(len, each)) for each in zip(*cells, strict=True)]
        for line in ([column.title for column in columns], *cells):
            padded = [
                cell.rjust(max(width, len(column.title)))
                if column.right
                else cell.ljust(max(width, len(column.title)))
                for cell, width, column in zip(line, widths, columns, strict=True)
            ]
            typer.echo("  ".join(padded).rstrip())
        return None


def in_words(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, list | tuple):
        return ", ".join(map(in_words, value))
    return str(value)


def fields_of(thing: Any) -> Row:
    if isinstance(thing, Mapping):
        return thing
    fields: Row = msgspec.structs.asdict(thing)
    return fields


def write_csv(rows: Sequence[Row]) -> None:
    """All fields, instants in UTC; lists and documents as JSON."""
    writer = csv.writer(sys.stdout, lineterminator="\n")
    if rows:
        writer.writerow(rows[0])
    writer.writerows([_cell(value) for value in row.values()] for row in rows)


def _cell(value: Any) -> Any:
    if isinstance(value, datetime):
        return written(value)
    if isinstance(value, UUID | date):
        return str(value)
    if isinstance(value, str | int | float | None):
        return value
    return msgspec.json.encode(value).decode()


def say(line: str) -> None:
    """Something for people beside the answer."""
    typer.echo(line)


def warn(line: str) -> None:
    typer.echo(f"caseledger: {line}", err=True)
