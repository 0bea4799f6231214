"""Who is there, who has how many cases, and who may do what, at a terminal."""

from __future__ import annotations

import pytest

from cli.exits import NOT_FOUND, REFUSED
from tests.cli.terminal import CUSTOMER, PROFILE, Terminal

pytestmark = pytest.mark.postgres
BY = ("--actor", "administrator:ada")


def test_an_agent_goes_and_comes_back(terminal: Terminal) -> None:
    terminal.done("agents", "add", "anna", "capacity=5", *BY)
    assert terminal.done("agents", "away", "anna", *BY).out == "agent anna is away\n"
    assert terminal.done("agents", "away", "anna", *BY).out == "agent anna is away already\n"
    assert terminal.json("agents", "status", "anna")["availability"] == "away"
    terminal.done("agents", "available", "agent:anna", *BY)
    told = terminal.json("agents", "presence", "anna")
    assert [each["availability"] for each in told] == ["away", "available"]
    unknown = terminal("agents", "away", "zoe", *BY)
    assert (unknown.status, "there is no agent zoe" in unknown.err) == (NOT_FOUND, True)
    assert terminal("agents", "status", "zoe").status == NOT_FOUND


@pytest.mark.requirement("Q-57")
def test_loads_and_the_last_handler_are_shown(terminal: Terminal) -> None:
    terminal.register()
    terminal.done("agents", "add", "anna", "capacity=5", *BY)
    terminal.done("agents", "add", "bob", *BY)
    terminal.done("cases", "open", PROFILE, CUSTOMER, "--assignee", "anna", *BY)
    loads = terminal.json("agents", "load")
    assert [(each["agent"], each["open_cases"], each["capacity"]) for each in loads] == [
        ("anna", 1, 5),
        ("bob", 0, None),
    ]
    terminal.done("project", "--once")
    assert "last handled by anna" in terminal.done("lookup", PROFILE, CUSTOMER).out
    assert terminal.json("lookup", PROFILE, CUSTOMER)["last_handler"] == "anna"


@pytest.mark.requirement("E-32", "E-43")
def test_a_refusal_names_the_permission(terminal: Terminal) -> None:
    terminal.register()
    terminal.done("agents", "add", "anna", *BY)
    terminal.done("agents", "add", "bob", *BY)
    terminal.done("agents", "add", "sue", "roles=[supervisor]", *BY)
    opened = terminal.json("cases", "open", PROFILE, CUSTOMER, "--actor", "agent:anna")
    number = opened["facts"]["number"]
    refused = terminal("cases", "assign", number, "--to", "bob", "--actor", "agent:anna")
    assert refused.status == REFUSED
    assert "agent:anna: may not do this; AssignCase needs the permission assign" in refused.err
    terminal.done("cases", "assign", number, "--to", "bob", "--actor", "agent:sue")
    unknown = terminal("cases", "assign", number, "--to", "zoe", "--actor", "agent:sue")
    assert (unknown.status, "there is no agent zoe" in unknown.err) == (NOT_FOUND, True)
    no_group = terminal("groups", "add", "care", "members=[bob]", *BY)
    assert no_group.status == 0
    unknown = terminal("cases", "assign", number, "--group", "sales", "--actor", "agent:sue")
    assert (unknown.status, "there is no group sales" in unknown.err) == (NOT_FOUND, True)
