"""How this program reaches its database: one reading of the address, one kind of engine."""

from __future__ import annotations

from typing import Any

from sqlalchemy import URL, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError

DRIVER = "postgresql+psycopg"
ACCEPTED = ("postgres", "postgresql", DRIVER)


class AddressError(ValueError):
    """The address of the database cannot be used; the message says why, without its password."""


def sqlalchemy_url(address: str | URL) -> URL:
    """Accept what libpq and SQLAlchemy accept: TCP or a Unix socket (`?host=/directory`)."""
    try:
        url = make_url(address)
    except (ArgumentError, ValueError) as unreadable:
        raise AddressError("database: not an address like postgresql://...") from unreadable
    if url.drivername not in ACCEPTED:
        raise AddressError(f"database: {url.drivername} is not postgresql")
    return url.set(drivername=DRIVER)


def open_engine(address: str | URL, **options: Any) -> Engine:
    """An engine whose sessions speak UTC, so that instants come back in UTC."""
    engine = create_engine(sqlalchemy_url(address), pool_pre_ping=True, **options)

    @event.listens_for(engine, "connect")
    def speak_utc(connection: Any, _: object) -> None:
        connection.execute("SET TIME ZONE 'UTC'")
        connection.commit()

    return engine
