"""Reads the views: each question sees one moment, and knows which position of the log it shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, CursorResult, Engine, Executable

from projections import slots
from projections.slots import Standing
from projections.view import View


class ViewNotReadyError(Exception):
    """The view was not built by this program's version; the message says what to do."""


class Reading:
    """Answers to several statements, all as of the same moment."""

    def __init__(self, connection: Connection, standing: Mapping[str, Standing]) -> None:
        self._connection = connection
        self._standing = standing

    def execute(
        self, view: View, statement: Executable, parameters: Mapping[str, Any] | None = None
    ) -> CursorResult[Any]:
        schema = self.standing(view).schema
        translated = {"schema_translate_map": {view.name: schema}}
        return self._connection.execute(statement, parameters, execution_options=translated)

    def position(self, view: View) -> int:
        return self.standing(view).position

    def standing(self, view: View) -> Standing:
        at = self._standing.get(view.name)
        if at is None:
            raise ViewNotReadyError(f"view {view.name} is empty: run `caseledger project`")
        if at.version != view.version:
            raise ViewNotReadyError(
                f"view {view.name} holds version {at.version}, this program needs {view.version}: "
                f"run `caseledger views rebuild {view.name}`"
            )
        return at


class Reader:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @contextmanager
    def reading(self) -> Iterator[Reading]:
        with self._engine.connect() as connection:
            connection.execution_options(
                isolation_level="REPEATABLE READ", postgresql_readonly=True
            )
            with connection.begin():
                yield Reading(connection, slots.serving(connection))
