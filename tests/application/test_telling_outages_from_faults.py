from __future__ import annotations

import psycopg.errors
import pytest
from eventsourcing import persistence
from psycopg_pool import PoolTimeout
from sqlalchemy.exc import OperationalError

from application.outages import is_outage


@pytest.mark.parametrize(
    "state",
    [
        "08006",
        "25006",
        "28P01",
        "3D000",
        "40P01",
        "53100",
        "53200",
        "53300",
        "55P03",
        "57014",
        "57P01",
        "57P03",
        "58030",
    ],
)
def test_a_server_that_cannot_is_an_outage(state: str) -> None:
    assert is_outage(psycopg.errors.lookup(state)("server says so"))


@pytest.mark.parametrize("state", ["22021", "22P02", "23505", "42501", "42703", "42P01"])
def test_a_statement_that_is_wrong_is_a_fault(state: str) -> None:
    assert not is_outage(psycopg.errors.lookup(state)("server says so"))


@pytest.mark.parametrize(
    "error",
    [
        psycopg.OperationalError("the connection is lost"),
        psycopg.InterfaceError("the connection is closed"),
        PoolTimeout("couldn't get a connection"),
        ConnectionResetError("by peer"),
        OperationalError("SELECT 1", {}, psycopg.OperationalError("lost")),
    ],
    ids=lambda each: type(each).__name__,
)
def test_a_lost_connection_is_an_outage(error: Exception) -> None:
    assert is_outage(error)


@pytest.mark.parametrize("error", [KeyError("x"), AssertionError(), TypeError("x"), ValueError()])
def test_our_own_mistakes_are_faults(error: Exception) -> None:
    assert not is_outage(error)


def caused(outer: Exception, inner: Exception) -> Exception:
    outer.__cause__ = inner
    return outer


def test_the_cause_decides_not_the_wrapping() -> None:
    full = psycopg.errors.DiskFull("no space left")
    unknown_column = psycopg.errors.UndefinedColumn("no such column")
    assert is_outage(caused(persistence.OperationalError("x"), full))
    assert is_outage(caused(RuntimeError("x"), full))
    assert not is_outage(caused(persistence.OperationalError("x"), unknown_column))
    assert not is_outage(
        caused(persistence.IntegrityError("x"), psycopg.errors.UniqueViolation("x"))
    )


def test_a_circle_of_causes_ends() -> None:
    error = KeyError("x")
    error.__cause__ = error
    assert not is_outage(error)
