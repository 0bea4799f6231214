"""Every kind of definition has the same commands."""

from __future__ import annotations

import pytest

from cli.exits import NOT_FOUND, REFUSED, USAGE
from tests.cli.terminal import Terminal

pytestmark = pytest.mark.postgres
BY = ("--actor", "administrator:ada")


def test_a_group_is_added_changed_shown_and_its_history_told(terminal: Terminal) -> None:
    terminal.done("agents", "add", "anna", "roles=[agent, supervisor]", *BY)
    terminal.done("groups", "add", "care", "members=[anna]", *BY)
    assert "version 2" in terminal.done("groups", "change", "care", "active=false", *BY).out

    shown = terminal.json("groups", "show", "care")
    assert shown["document"] == {"id": "care", "active": False, "members": ["anna"]}
    assert "active: true becomes false" in terminal.done("groups", "history", "care").out
    assert [each["id"] for each in terminal.json("agents", "list")] == ["anna"]


def test_refusals_name_the_field(terminal: Terminal) -> None:
    terminal.done("agents", "add", "anna", *BY)

    wrong = terminal("agents", "add", "bob", "capacity=many", *BY)
    taken = terminal("agents", "add", "anna", *BY)
    unknown = terminal("groups", "add", "care", "members=[zoe]", *BY)

    assert (wrong.status, wrong.err.count("\n")) == (USAGE, 1)
    assert "capacity: " in wrong.err
    assert (taken.status, "exists already" in taken.err) == (REFUSED, True)
    assert (unknown.status, "members: there is no agent zoe" in unknown.err) == (NOT_FOUND, True)
