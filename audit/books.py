"""Reads both sides of the law at one moment, while intake goes on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Engine, RowMapping, Table, func, select

from application import tables
from application.ledger import Loss, Position
from audit.law import Books
from projections import intake_ledger
from projections.as_of import events_until, fold
from projections.intake_ledger import OUTCOMES
from projections.placed import Log, Placed, Unreadable

Tell = Callable[[int, int], None]
"""How far the log was read, and where it ends."""


def read_books(engine: Engine) -> Books:
    """All tables as of one moment, and the position that the log had then.

    Positions and events are stored in the same transactions, and the log only grows: what it holds
    up to that position is what it held at that moment.
    """
    with engine.connect() as connection:
        connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        with connection.begin():
            return Books(
                positions=[Position(**row) for row in _rows(connection, tables.positions)],
                letters=_counted(connection, tables.letters, "state"),
                held={id: n for (id,), n in _counted(connection, tables.held).items()},
                losses=[_loss(row) for row in _rows(connection, tables.losses)],
                position=_position(connection),
            )


def fold_outcomes(
    log: Log, position: int, tell: Tell = lambda _done, _total: None
) -> dict[tuple[UUID, str], int]:
    """What the records became, by topic id and outcome, from the log alone."""
    folded, _ = fold(_of_intake(log, position, tell), [intake_ledger.view])
    became: Counter[tuple[UUID, str]] = Counter()
    for row in folded.rows(OUTCOMES):
        became[row["topic_id"], row["outcome"]] += row["records"]
    return dict(became)


def _of_intake(log: Log, position: int, tell: Tell) -> Iterator[Placed[Any]]:
    topics = intake_ledger.view.topics
    for at in events_until(log, position):
        tell(at.position, position)
        if at.event.TOPIC in topics or isinstance(at.event, Unreadable):
            yield at


def _rows(connection: Connection, table: Table) -> list[RowMapping]:
    return list(connection.execute(select(table)).mappings())


def _loss(row: RowMapping) -> Loss:
    return Loss(**{name: value for name, value in row.items() if name != "id"})


def _counted(connection: Connection, table: Table, *by: str) -> Any:
    columns = [table.c.topic_id, *(table.c[name] for name in by)]
    rows = connection.execute(select(*columns, func.count()).group_by(*columns))
    return {tuple(row[:-1]): row[-1] for row in rows}


def _position(connection: Connection) -> int:
    last = select(func.coalesce(func.max(tables.events.c.notification_id), 0))
    return int(connection.execute(last).scalar_one())
