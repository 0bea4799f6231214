"""A deleted case is nowhere to be seen but where auditors ask for it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from cli.exits import NOT_FOUND, REFUSED
from tests.cli.terminal import ANNA, CUSTOMER, PROFILE, Terminal

pytestmark = [pytest.mark.postgres, pytest.mark.slow]
EVA = ("--actor", "agent:eva")
SECRET = "my password is tulip"


@pytest.fixture
def deleted(terminal: Terminal) -> str:
    """The number of a case that was open, with a message, a title, a field and a note."""
    terminal.register("emplifi")
    terminal.take(terminal.write("m-1", ago=timedelta(hours=2), text=SECRET))
    (case,) = terminal.json("cases", "list")["cases"]
    number: str = case["number"]
    terminal.done("cases", "set", number, "--title", SECRET, "--field", f"pin={SECRET}", *ANNA)
    terminal.done("cases", "note", number, SECRET, *ANNA)
    told = terminal.done("cases", "delete", number, "--reason", "asked for", *EVA).out
    assert told == f"case {number} is deleted\n"
    terminal.catch_up()
    return number


@pytest.mark.requirement("E-45")
def test_it_is_hidden_from_every_view(terminal: Terminal, deleted: str) -> None:
    assert terminal.json("cases", "list")["cases"] == []
    assert terminal.json("cases", "list", "--settled")["cases"] == []
    looked = terminal.json("lookup", PROFILE, CUSTOMER)
    assert (looked["open"], looked["older"]) == ([], [])
    assert terminal.json("conversation", PROFILE, CUSTOMER, "--all")["messages"] == []
    for command in ("show", "history"):
        status, _ = terminal.refused("cases", command, deleted)
        assert status == NOT_FOUND
    assert terminal("cases", "show", deleted, "--at", "100000").status == NOT_FOUND
    assert SECRET not in terminal.done("cases", "list", "--csv").out


@pytest.mark.requirement("E-45")
def test_auditors_see_that_it_was_and_who_deleted_it_but_not_what_it_said(
    terminal: Terminal, deleted: str
) -> None:
    (row,) = terminal.json("cases", "list", "--deleted")["cases"]
    assert (row["number"], row["hidden"], row["deleted_by"]) == (deleted, True, "agent:eva")
    shown = terminal.done("cases", "show", deleted, "--deleted", "--json").out
    history = terminal.done("cases", "history", deleted, "--deleted").out
    then = terminal.done("cases", "show", deleted, "--deleted", "--at", "100000", "--json").out
    assert SECRET not in shown + history + then
    assert "case.deleted" in history
    assert "asked for" in history
    where = terminal.done("message", PROFILE, "m-1").out
    assert f"case {deleted} (Deleted), which agent:eva deleted at" in where
    assert "by agent:eva" in terminal.done("explain", PROFILE, "m-1").out
    terminal.done("agents", "add", "root", "roles=[administrator]", *ANNA)
    assert terminal.refused("cases", "list", "--deleted", "--as", "agent:anna")[0] == REFUSED


@pytest.mark.requirement("E-45")
def test_the_law_and_the_statistics_hold_with_it(terminal: Terminal, deleted: str) -> None:
    terminal.done("check")
    (numbers,) = terminal.json("stats")["totals"].values()
    assert (numbers["created"], numbers["messages_in"]) == ({"inbound": 1}, 1)
    assert (numbers["deleted"], numbers["backlog"]) == (1, 0)
    terminal.done("cases", "restore", deleted, *EVA)
    terminal.catch_up()
    terminal.done("check")
    (numbers,) = terminal.json("stats")["totals"].values()
    assert (numbers["restored"], numbers["backlog"]) == (1, 1)
    (case,) = terminal.json("cases", "list")["cases"]
    assert (case["number"], case["title"], case["deleted_by"]) == (deleted, SECRET, None)
    assert SECRET in terminal.done("cases", "show", deleted).out


@pytest.mark.requirement("E-09")
def test_its_customer_gets_a_case_of_another_number(terminal: Terminal, deleted: str) -> None:
    assert terminal.take(terminal.write("m-2", ago=timedelta(hours=1))) == ["attached"]
    (case,) = terminal.json("cases", "list")["cases"]
    assert case["number"] != deleted
    status, line = terminal.refused("cases", "restore", deleted, *EVA)
    assert (status, line.partition(":")[0]) == (REFUSED, f"case {case['number']}")
    status, line = terminal.refused("cases", "note", deleted, "x", *ANNA)
    assert line.startswith(f"case {deleted}: was deleted by agent:eva at ")
