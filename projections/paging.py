"""Takes a page of events into one slot of a view: one transaction, once, whoever else tries."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError, InterfaceError, InternalError, OperationalError

from projections import slots
from projections.placed import Placed
from projections.rows import Rows
from projections.slots import Standing
from projections.storage.sql import SqlTables
from projections.view import View

OUTAGES = (OperationalError, InterfaceError, InternalError)
"""The database's trouble, not the event's: nothing is wrong with the view."""

LAZY_COMMIT = text("SET LOCAL synchronous_commit = off")
"""A crash may lose the newest pages, rows and position together; they are then taken again."""


class PoisonedPage(Exception):
    """One event of the page cannot be taken. `reached` is where the view stands before it."""

    def __init__(self, reached: Standing, position: int, fault: Exception) -> None:
        super().__init__(reached.view, position, describe(fault))
        self.reached = reached
        self.position = position
        self.fault = fault


def take(engine: Engine, view: View, at: Standing, events: Sequence[Placed[Any]]) -> Standing:
    """Take all of `events`, or all before the first bad one and raise `PoisonedPage`."""
    try:
        with engine.begin() as connection:
            return take_within(connection, view, at, events)
    except (slots.Overtaken, *OUTAGES):
        raise
    except Exception as fault:
        if isinstance(fault, DBAPIError) and fault.connection_invalidated:
            raise
        if len(events) == 1:
            raise PoisonedPage(at, events[0].position, fault) from fault
    half = len(events) // 2
    return take(engine, view, take(engine, view, at, events[:half]), events[half:])


def take_within(
    connection: Connection, view: View, at: Standing, events: Sequence[Placed[Any]]
) -> Standing:
    """The position moves first: it locks out whoever else takes the same page."""
    reached = events[-1].position
    connection.execute(LAZY_COMMIT)
    slots.move(connection, at, reached)
    rows = Rows(SqlTables(connection, at.schema))
    view.apply(rows, events)
    rows.write()
    return msgspec.structs.replace(at, position=reached)


def describe(fault: BaseException) -> str:
    """One line without the row: PostgreSQL puts values into the lines that follow."""
    cause = fault.orig if isinstance(fault, DBAPIError) and fault.orig else fault
    first = (str(cause).splitlines() or [""])[0]
    return f"{type(cause).__name__}: {first}"[:500]
