"""Where each view stands. A view has two slots: one serves, the other is for building anew."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import msgspec
from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Connection,
    DateTime,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    bindparam,
    func,
    insert,
    select,
    text,
    update,
)
from sqlalchemy.dialects.postgresql import insert as insert_or

from projections.view import View

SLOTS = ("a", "b")

metadata = MetaData()

positions = Table(
    "view_positions",
    metadata,
    Column("view", Text, primary_key=True),
    Column("slot", Text, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("position", BigInteger, nullable=False),
    Column("serving", Boolean, nullable=False),
    Column("building", Boolean, nullable=False),
    Column("failed_position", BigInteger),
    Column("error", Text),
    Column("failed_at", DateTime(timezone=True)),
    Column("moved_at", DateTime(timezone=True), nullable=False),
    Index("view_positions_serving", "view", unique=True, postgresql_where=text("serving")),
)
"""At most one slot of a view serves; readers find it here, writers move it by compare-and-set."""


class Standing(msgspec.Struct, frozen=True):
    """How far one slot of a view has taken the log."""

    view: str
    slot: str
    version: int
    position: int
    serving: bool
    building: bool
    failed_position: int | None
    error: str | None
    failed_at: datetime | None
    moved_at: datetime

    @property
    def schema(self) -> str:
        return schema_of(self.slot)


class Overtaken(Exception):
    """Somebody else moved this view; what was computed is dropped."""


def schema_of(slot: str) -> str:
    return f"views_{slot}"


def other(slot: str) -> str:
    return SLOTS[1 - SLOTS.index(slot)]


def standings(connection: Connection) -> list[Standing]:
    rows = connection.execute(select(positions).order_by(positions.c.view, positions.c.slot))
    return [Standing(**row) for row in rows.mappings()]


def serving(connection: Connection) -> dict[str, Standing]:
    rows = connection.execute(select(positions).where(positions.c.serving))
    return {row["view"]: Standing(**row) for row in rows.mappings()}


def install(connection: Connection, views: Iterable[View]) -> None:
    """Give each view that is new here its first slot, at the beginning of the log."""
    for view in views:
        known = select(positions.c.view).where(positions.c.view == view.name)
        if connection.execute(known.limit(1)).first() is None:
            row = _beginning(view, SLOTS[0], serving=True)
            connection.execute(insert_or(positions).values(row).on_conflict_do_nothing())


def begin(connection: Connection, view: View, slot: str) -> None:
    """Empty a slot that does not serve, ready for building this version from the beginning."""
    connection.execute(
        positions.delete().where(
            positions.c.view == view.name, positions.c.slot == slot, ~positions.c.serving
        )
    )
    connection.execute(insert(positions).values(_beginning(view, slot, serving=False)))
    for table in view.tables:
        connection.execute(text(f'TRUNCATE "{schema_of(slot)}"."{table.name}"'))


def _beginning(view: View, slot: str, *, serving: bool) -> dict[str, object]:
    return {
        "view": view.name,
        "slot": slot,
        "version": view.version,
        "position": 0,
        "serving": serving,
        "building": not serving,
        "moved_at": func.now(),
    }


MOVE = (
    update(positions)
    .where(
        positions.c.view == bindparam("of_view"),
        positions.c.slot == bindparam("of_slot"),
        positions.c.version == bindparam("of_version"),
        positions.c.serving == bindparam("is_serving"),
        positions.c.position == bindparam("expected"),
    )
    .values(
        position=bindparam("reached"),
        moved_at=func.now(),
        failed_position=None,
        error=None,
        failed_at=None,
    )
)


def move(connection: Connection, at: Standing, reached: int) -> None:
    """Compare and set; also clears what had failed here."""
    moved = connection.execute(
        MOVE,
        {
            "of_view": at.view,
            "of_slot": at.slot,
            "of_version": at.version,
            "is_serving": at.serving,
            "expected": at.position,
            "reached": reached,
        },
    )
    if moved.rowcount != 1:
        raise Overtaken(f"{at.view}: no longer at {at.position}")


def fail(connection: Connection, at: Standing, position: int, error: str) -> None:
    connection.execute(
        update(positions)
        .where(positions.c.view == at.view, positions.c.slot == at.slot)
        .values(failed_position=position, error=error, failed_at=func.now())
    )
