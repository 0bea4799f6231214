"""Whether an error means that the database is away, so that no record is to blame for it."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
from eventsourcing import persistence
from sqlalchemy import exc as sqlalchemy_errors

OUTAGE_CLASSES = frozenset(
    {
        "08",  # connection
        "28",  # authorization: the server refuses us, whatever we ask
        "3D",  # the database is gone
        "53",  # disk full, out of memory, too many connections
        "57",  # shutdown, crash, cancelled by an operator
        "58",  # I/O error outside the server
    }
)
OUTAGE_STATES = frozenset(
    {
        "25006",  # read-only transaction: a standby, or a server set read-only
        "25P03",  # idle-in-transaction timeout: the server closed the session
        "40001",  # serialization failure
        "40P01",  # deadlock
        "55P03",  # lock timeout
        "XX001",  # data corrupted
        "XX002",  # index corrupted
    }
)
LOST_CONNECTION = (
    psycopg.OperationalError,
    psycopg.InterfaceError,
    persistence.OperationalError,
    persistence.InterfaceError,
    sqlalchemy_errors.OperationalError,
    sqlalchemy_errors.InterfaceError,
    sqlalchemy_errors.TimeoutError,
    ConnectionError,
)
"""What the drivers raise without a SQLSTATE when the server did not answer."""


def is_outage(exc: BaseException) -> bool:
    """The innermost SQLSTATE decides; without one, whether a connection was lost."""
    chain = list(_causes(exc))
    states = [state for each in chain if (state := getattr(each, "sqlstate", None))]
    if states:
        state = str(states[-1])
        return state[:2] in OUTAGE_CLASSES or state in OUTAGE_STATES
    return any(isinstance(each, LOST_CONNECTION) for each in chain)


def _causes(exc: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    current: BaseException | None = exc
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        yield current
        current = current.__cause__
