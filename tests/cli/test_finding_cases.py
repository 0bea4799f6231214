"""A case is found by what people remember of it: six keys, three orders (B-05 to B-20)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.cli.terminal import ADMIN, ANNA, Terminal

pytestmark = [pytest.mark.postgres, pytest.mark.slow]
AGES = [timedelta(hours=hours) for hours in (1, 3, 2)]
FULL, LAST = {"name": "Ann Example"}, {"first_name": "Ben", "last_name": "Exner"}


@pytest.fixture
def desk(terminal: Terminal) -> Terminal:
    """1001 Ann's "Late parcel", 1002 Ben's "broken 100% cup", 1003 Ann's second, "Another one"."""
    terminal.register("bright_pattern")
    ann, ben = {"id": "c-1"} | FULL, {"id": "c-2"} | LAST
    mails = (("m-1", ann, "Late parcel"), ("m-2", ben, "broken 100% cup"), ("m-3", ann, "Another"))
    written = [
        terminal.write(id, ago=ago, customer=customer, thread={"id": f"t-{id}", "subject": subject})
        for (id, customer, subject), ago in zip(mails, AGES, strict=True)
    ]
    terminal.take(*written)
    return terminal


def numbers(desk: Terminal, *words: str) -> list[str]:
    return [each["number"] for each in desk.json("cases", "find", *words)["cases"]]


@pytest.mark.requirement("B-05")
@pytest.mark.requirement("B-07")
@pytest.mark.requirement("B-08")
@pytest.mark.requirement("B-09")
@pytest.mark.requirement("B-10")
@pytest.mark.requirement("B-11")
@pytest.mark.requirement("B-12")
@pytest.mark.requirement("B-13")
@pytest.mark.requirement("B-17")
def test_each_key_lists_the_cases_that_match(desk: Terminal) -> None:
    questions = {
        "Case": ["1001", "1002", "1003"],
        "1002": ["1002"],
        "case 1002": ["1002"],
        "Case #1002": ["1002"],
        "ann example": ["1001", "1003"],
        "parcel": ["1001"],
        "PARC": ["1001"],
        "100%": ["1002"],
        "ben": ["1002"],
        "exner": ["1002"],
        "Ben Exner": ["1002"],
        "ex": ["1001", "1002", "1003"],
        "c-2": ["1002"],
        "nobody": [],
        "100_": [],
        "9999": [],
        " ": [],
    }
    assert {typed: numbers(desk, typed) for typed in questions} == questions


@pytest.mark.requirement("B-15")
def test_the_list_shows_number_creation_and_original_subject(desk: Terminal) -> None:
    desk.done("cases", "set", "1001", "--title", "Lost for good", *ANNA)
    desk.catch_up()
    (found,) = desk.json("cases", "find", "lost")["cases"]
    assert (found["subject"], found["title"]) == ("Late parcel", "Lost for good")
    shown = desk.done("cases", "find", "1001").out
    for part in ("1001", found["created_at"][:10], "Late parcel"):
        assert part in shown


@pytest.mark.requirement("B-20")
def test_the_list_is_sorted_three_ways(desk: Terminal) -> None:
    assert numbers(desk, "case", "--sort", "number", "--reverse") == ["1003", "1002", "1001"]
    assert numbers(desk, "case", "--sort", "created") == ["1002", "1003", "1001"]
    assert numbers(desk, "case", "--sort", "subject") == ["1003", "1002", "1001"]
    page = desk.json("cases", "find", "case", "--limit", "1")
    assert (len(page["cases"]), page["total"]) == (1, 3)


@pytest.mark.requirement("B-14")
@pytest.mark.requirement("B-36")
def test_a_number_gives_one_case_also_a_merged_or_closed_one(desk: Terminal) -> None:
    desk.done("cases", "merge", "1003", "--into", "1001", *ANNA)
    desk.done("cases", "close", "1002", *ANNA)
    desk.catch_up()
    assert numbers(desk, "1003") == numbers(desk, "another") == ["1001"]
    assert numbers(desk, "1002") == numbers(desk, "cup") == ["1002"]
    assert numbers(desk, "case") == ["1001", "1002"]


@pytest.mark.requirement("B-18")
@pytest.mark.requirement("B-19")
def test_an_agent_finds_only_what_he_may_see(desk: Terminal) -> None:
    def define(kind: str, id: str, *settings: str) -> None:
        desk.done(kind, "add", id, *settings, *ADMIN)

    define("services", "billing")
    define("agents", "ben", "services=[billing]")
    define("agents", "carl", "services=[]")
    desk.done(*_registering("bills", "billing"))
    write: dict[str, Any] = desk.write("b-1", thread={"id": "b", "subject": "Wrong bill"})
    write["source"] = "/channels/email/bills"
    write["data"]["profile"] = "bills"
    assert desk.take(write) == ["attached"]
    (number,) = numbers(desk, "bill", "--as", "agent:ben")
    assert numbers(desk, number, "--as", "agent:ben") == [number]
    assert numbers(desk, "bill", "--as", "agent:carl") == []
    assert numbers(desk, number, "--as", "agent:carl") == []


def _registering(profile: str, service: str) -> list[str]:
    words = f"profiles add {profile} --channel email --connector imap --policy bright_pattern"
    return [*words.split(), "--service", service, *ADMIN]
