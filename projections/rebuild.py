"""Builds a view anew beside the one that serves, compares, and switches in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import msgspec
from sqlalchemy import Connection, Engine, select, text, update

from projections import slots
from projections.paging import PoisonedPage, describe, take, take_within
from projections.placed import Log
from projections.runner import PAGE
from projections.slots import Standing, positions
from projections.view import View


class BuildProgress(msgspec.Struct, frozen=True):
    """`position` has been taken of a log that ends at `head`."""

    view: str
    position: int
    head: int


class Rebuilt(msgspec.Struct, frozen=True):
    """`rows` by table. `differing` counts rows that were not the same before; it is None where
    nothing could be compared: the view had stopped, or held another version."""

    view: str
    version: int
    position: int
    rows: dict[str, int]
    differing: int | None
    slot: str


class RebuildError(Exception):
    """The view was not rebuilt; the one that serves is untouched."""


def rebuild(
    engine: Engine,
    log: Log,
    view: View,
    *,
    page: int = PAGE,
    progress: Callable[[BuildProgress], None] = lambda _: None,
) -> Rebuilt:
    """Readers see the old rows until the last moment, and the new ones after it."""
    with _alone(engine, view):
        with engine.begin() as connection:
            slots.install(connection, [view])
            live = slots.serving(connection)[view.name]
            slots.begin(connection, view, slots.other(live.slot))
        try:
            _build(engine, log, view, page, progress)
            return _switch(engine, log, view, page)
        except PoisonedPage as poisoned:
            raise RebuildError(
                f"view {view.name}: position {poisoned.position}: {describe(poisoned.fault)}"
            ) from poisoned


def switch_back(engine: Engine, view: View) -> Standing:
    """Serve what served before the last rebuild; the runner takes what it has missed since."""
    with _alone(engine, view), engine.begin() as connection:
        live, resting = _both(connection, view)
        if resting is None or resting.version != view.version:
            raise RebuildError(f"view {view.name}: there is nothing of this version to go back to")
        _serve(connection, live, resting)
        return slots.serving(connection)[view.name]


def _build(
    engine: Engine, log: Log, view: View, page: int, progress: Callable[[BuildProgress], None]
) -> None:
    """Up to where the serving rows are, so that both can be compared; else to the log's end."""
    while True:
        with engine.connect() as connection:
            live, built = _both(connection, view)
        assert built is not None
        head = live.position if _comparable(live, view) else log.position()
        progress(BuildProgress(view.name, built.position, head))
        events = [at for at in log.events(built.position, page) if at.position <= head]
        if not events:
            return
        take(engine, view, built, events)


def _switch(engine: Engine, log: Log, view: View, page: int) -> Rebuilt:
    with engine.begin() as connection:
        connection.execute(
            select(positions).where(positions.c.view == view.name).with_for_update()
        ).all()
        live, built = _both(connection, view)
        assert built is not None
        comparable = _comparable(live, view)
        while comparable and built.position < live.position:
            events = log.events(built.position, page)
            tail = [at for at in events if at.position <= live.position]
            built = take_within(connection, view, built, tail)
        rows = {table.name: _count(connection, built, table.name) for table in view.tables}
        differing = _differing(connection, view) if comparable else None
        _serve(connection, live, built)
        return Rebuilt(view.name, view.version, built.position, rows, differing, built.slot)


def _comparable(live: Standing, view: View) -> bool:
    return live.version == view.version and live.failed_position is None


def _both(connection: Connection, view: View) -> tuple[Standing, Standing | None]:
    mine = {at.serving: at for at in slots.standings(connection) if at.view == view.name}
    return mine[True], mine.get(False)


def _serve(connection: Connection, old: Standing, new: Standing) -> None:
    for at, serves in ((old, False), (new, True)):
        connection.execute(
            update(positions)
            .where(positions.c.view == at.view, positions.c.slot == at.slot)
            .values(serving=serves, building=False)
        )


def _count(connection: Connection, at: Standing, table: str) -> int:
    statement = text(f'SELECT count(*) FROM {at.schema}."{table}"')
    return int(connection.execute(statement).scalar_one())


def _differing(connection: Connection, view: View) -> int:
    a, b = (slots.schema_of(slot) for slot in slots.SLOTS)
    total = 0
    for table in view.tables:
        here, there = f'TABLE {a}."{table.name}"', f'TABLE {b}."{table.name}"'
        both = f"({here} EXCEPT {there}) UNION ALL ({there} EXCEPT {here})"
        total += int(connection.execute(text(f"SELECT count(*) FROM ({both}) AS x")).scalar_one())
    return total


@contextmanager
def _alone(engine: Engine, view: View) -> Iterator[None]:
    """One rebuild of a view at a time; the lock ends with the process that held it."""
    with engine.connect() as connection:
        locked = text("SELECT pg_try_advisory_xact_lock(hashtext(:name))")
        name = f"caseledger rebuild {view.name}"
        if not connection.execute(locked, {"name": name}).scalar_one():
            raise RebuildError(f"view {view.name}: a rebuild is running already")
        yield
