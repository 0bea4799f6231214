"""Queues, types and processes on the command line."""

from __future__ import annotations

import pytest

from cli.exits import NOT_FOUND, REFUSED
from tests.cli.terminal import Terminal

pytestmark = pytest.mark.postgres
ADA = ("--actor", "administrator:ada")
ANNA = ("--actor", "agent:anna")


@pytest.fixture
def desk(terminal: Terminal) -> list[str]:
    """The numbers of two cases in a queue that gives out only its next one, oldest first."""
    on = ("--channel", "portal", "--connector", "web", "--policy", "creatio")
    terminal.done("profiles", "add", "portal", *on, *ADA)
    fields = ("take=next", "profiles=[portal]", "case_type=incident")
    terminal.done("queues", "add", "desk", *fields, *ADA)
    opened = (terminal.json("cases", "open", "portal", who, *ANNA) for who in ("ann", "bob"))
    return [each["facts"]["number"] for each in opened]


def test_the_next_case_is_taken_and_the_list_of_those_who_wait_gets_shorter(
    terminal: Terminal, desk: list[str]
) -> None:
    assert [each["number"] for each in terminal.json("queues", "waiting", "desk")] == desk

    told = terminal.done("queues", "next", "desk", *ANNA).out

    assert told == f"case {desk[0]} is In progress, and anna has it\n"
    assert [each["number"] for each in terminal.json("queues", "waiting", "desk")] == desk[1:]


def test_another_than_the_next_is_refused(terminal: Terminal, desk: list[str]) -> None:
    assert terminal.refused("cases", "take", desk[1], *ANNA) == (
        REFUSED,
        f"case {desk[1]}: queue desk gives out only its next case, which is another one",
    )


@pytest.mark.requirement("C-06")
def test_lists_show_those_that_nobody_opened_yet(terminal: Terminal, desk: list[str]) -> None:
    terminal.done("cases", "take", desk[0], *ANNA)
    terminal.catch_up()

    listed = terminal.json("cases", "list", "--queue", "desk", "--waiting")
    all_of_them = terminal.json("cases", "list", "--type", "incident")

    assert [each["number"] for each in listed["cases"]] == desk[1:]
    assert len(all_of_them["cases"]) == 2
    assert "waits since" in terminal.done("cases", "show", desk[1]).out


@pytest.mark.requirement("C-14")
def test_a_process_leads_from_stage_to_stage(terminal: Terminal, desk: list[str]) -> None:
    stages = "stages=[{status: New}, {status: In progress}, {status: Resolved}]"
    terminal.done("processes", "add", "short", stages, *ADA)
    terminal.done("queues", "add", "counter", "process=short", *ADA)
    terminal.done("cases", "queue", desk[1], "counter", *ANNA)

    assert "is In progress" in terminal.done("cases", "advance", desk[1], *ANNA).out
    assert terminal.refused("cases", "close", desk[1], *ANNA) == (
        REFUSED,
        f"case {desk[1]}: process short lets it go from In progress to Resolved, Canceled,"
        " not to Closed",
    )


def test_a_case_gets_a_type_with_its_version(terminal: Terminal, desk: list[str]) -> None:
    told = terminal.done("cases", "type", desk[0], "service_request", *ANNA).out
    assert told == f"case {desk[0]} is of type service_request version 1, and New\n"
    assert terminal("cases", "type", desk[0], "nonsense", *ANNA).status == NOT_FOUND


@pytest.mark.requirement("C-45")
def test_a_profile_is_closed_for_replies(terminal: Terminal, desk: list[str]) -> None:
    assert desk
    told = terminal.done("profiles", "set-replies", "portal", "closed", *ADA).out
    assert told == "profile portal is closed for replies\n"
