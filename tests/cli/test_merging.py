"""Merging, splitting and moving at a terminal, and what lists, lookups and numbers show of it."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest

from tests.cli.terminal import ANNA, CUSTOMER, PROFILE, Terminal

pytestmark = [pytest.mark.postgres, pytest.mark.slow]
OTHER = {"id": "c-9"}


@pytest.fixture
def two(terminal: Terminal) -> tuple[str, str]:
    """Numbers of the open cases of two customers."""
    terminal.register("emplifi")
    terminal.take(
        terminal.write("m-1", ago=timedelta(hours=5), thread={"subject": "Late parcel"}),
        terminal.write("m-2", ago=timedelta(hours=4), customer=OTHER, thread=None, text="Mine too"),
    )
    return number_of(terminal, CUSTOMER), number_of(terminal, "c-9")


def number_of(terminal: Terminal, customer: str) -> str:
    found: str = terminal.json("lookup", PROFILE, customer)["open"][0]["number"]
    return found


def merge(terminal: Terminal, case: str, into: str) -> Any:
    done = terminal.json("cases", "merge", case, "--into", into, *ANNA)
    terminal.catch_up()
    return done


def numbers(terminal: Terminal) -> Any:
    return terminal.json("stats", "--zone", "UTC")["totals"][PROFILE]


def ids(terminal: Terminal, case: str) -> list[str]:
    shown = terminal.json("cases", "show", case)["messages"]
    return [each["external_id"] for each in shown]


@pytest.mark.requirement("B-14")
def test_the_number_of_a_merged_case_shows_the_target_with_all_messages(
    terminal: Terminal, two: tuple[str, str]
) -> None:
    one, target = two
    said = terminal.done("cases", "merge", one, "--into", target, *ANNA).out
    assert said == f"case {one} is merged into case {target} (New)\n"
    terminal.catch_up()
    for number in two:
        shown = terminal.json("cases", "show", number)["case"]
        assert (shown["number"], shown["merged_numbers"]) == (target, [one])
        assert shown["messages_in"] == 2
        assert ids(terminal, number) == ["m-1", "m-2"]
    assert re.search(rf"^shows also +{one}$", terminal.done("cases", "show", target).out, re.M)
    happened = [each["topic"] for each in terminal.json("cases", "history", target)]
    assert (happened.count("case.created"), happened.count("case.merged")) == (2, 2)
    found = terminal.json("lookup", PROFILE, CUSTOMER)
    assert found["open"] == []
    assert found["older"][0]["merged_into_number"] == target
    open_ones = terminal.json("cases", "list", "--open")["cases"]
    assert [each["number"] for each in open_ones] == [target]
    terminal.done("cases", "note", one, "Goes to the target.", *ANNA)
    terminal.catch_up()
    assert terminal.json("cases", "show", target)["case"]["notes"] == 1


def test_a_merge_counts_a_case_once_and_taking_it_back_counts_it_again(
    terminal: Terminal, two: tuple[str, str]
) -> None:
    """Zammad#1741, zammad#5809: merged counts neither as created twice nor as resolved."""
    one, target = two
    before = numbers(terminal)
    assert (before["created"], before["backlog"]) == ({"inbound": 2}, 2)
    id = merge(terminal, one, target)["facts"]["merged_id"]
    merged = numbers(terminal)
    assert (merged["created"], merged["received_inbound"]) == ({"inbound": 1}, 1)
    assert (merged["merged_away"], merged["resolved"], merged["backlog"]) == (1, 0, 1)
    assert merged["messages_in"] == 2
    assert terminal.done("check").status == 0
    said = terminal.done("cases", "unmerge", one, *ANNA).out
    assert said == f"case {one} is New again, apart from case {target}\n"
    terminal.catch_up()
    assert numbers(terminal) == before
    assert terminal.done("check").status == 0
    assert terminal.json("cases", "show", id)["case"]["status"] == "New"
    assert [ids(terminal, number) for number in two] == [["m-1"], ["m-2"]]


def test_before_the_merge_nothing_was_merged(terminal: Terminal, two: tuple[str, str]) -> None:
    one, target = two
    before = terminal.position()
    merge(terminal, one, target)
    then = terminal.json("cases", "show", one, "--at", str(before))
    assert (then["case"]["number"], len(then["messages"])) == (one, 1)
    now = terminal.json("cases", "show", one, "--at", str(terminal.position()))
    assert (now["case"]["number"], len(now["messages"])) == (target, 2)


def test_a_refused_merge_says_why_in_one_line(terminal: Terminal, two: tuple[str, str]) -> None:
    one, target = two
    merge(terminal, one, target)
    again = terminal.refused("cases", "merge", one, "--into", target, *ANNA)[1]
    assert again == f"case {one}: was merged into {target}; work on that one, or unmerge it"
    circle = terminal.refused("cases", "merge", target, "--into", one, *ANNA)[1]
    assert circle.startswith(f"case {target}: cannot be merged into itself")
    assert "not merged" in terminal.refused("cases", "unmerge", target, *ANNA)[1]


def test_the_whole_way_of_a_message_is_explained(terminal: Terminal, two: tuple[str, str]) -> None:
    """Nothing vanishes: places, people, reasons (chatwoot#13363, N-04)."""
    one, target = two
    message = terminal.json("message", PROFILE, "m-1")[0]["message_id"]
    taken = terminal.done("message", "detach", message, "--reason", "Not his.", *ANNA).out
    assert taken == f"message {message} is out of case {one}, parked\n"
    terminal.catch_up()
    (waiting,) = terminal.json("inbox")["messages"]
    assert (waiting["message_id"], waiting["text"]) == (message, "Where is my parcel?")
    put = ("message", "move", message, "--to", one, "--reason", "It was his.", *ANNA)
    assert terminal.done(*put).out == f"message {message} is in case {one} now\n"
    merge(terminal, one, target)
    assert terminal.json("inbox")["messages"] == []
    chain = terminal.json("explain", message)
    assert [each["place"] for each in chain] == ["attached", "parked", "attached"]
    assert [each["reason"] for each in chain] == [None, "Not his.", "It was his."]
    assert [each["actor"] for each in chain[1:]] == ["agent:anna", "agent:anna"]
    assert [each["into"] for each in chain[-1]["merges"]] == [target]
    told = terminal.done("explain", message).out
    assert "was moved to case" in told
    assert "because a person said so" in told
    here = terminal.done("message", message).out
    assert f"attached to case {one} (Merged), which was merged into case {target}" in here
    assert "people put it elsewhere twice" in here


def test_a_case_is_split_from_a_message_on(terminal: Terminal) -> None:
    terminal.register("deskie")
    thread = {"id": "t-1"}
    terminal.take(
        *(terminal.write(f"m-{n}", ago=timedelta(hours=9 - n), thread=thread) for n in (1, 2, 3))
    )
    number = number_of(terminal, CUSTOMER)
    second = terminal.json("message", PROFILE, "m-2")[0]["message_id"]
    done = terminal.json("cases", "split", number, "--from", second, *ANNA)["facts"]
    terminal.catch_up()
    assert (ids(terminal, number), ids(terminal, done["number"])) == (["m-1"], ["m-2", "m-3"])
    new = terminal.json("cases", "show", done["number"])["case"]
    assert (new["origin"], new["split_from_number"], new["messages_in"]) == ("split", number, 2)
    assert terminal.json("cases", "show", number)["case"]["messages_in"] == 1
    assert numbers(terminal)["messages_in"] == 3
    assert terminal.done("check").status == 0


def test_as_of_now_a_case_tells_what_it_tells_now_of_messages_that_left(terminal: Terminal) -> None:
    terminal.register("deskie")
    thread = {"id": "t-1"}
    terminal.take(
        *(terminal.write(f"m-{n}", ago=timedelta(hours=9 - n), thread=thread) for n in (1, 2, 3))
    )
    number = number_of(terminal, CUSTOMER)
    second = terminal.json("message", PROFILE, "m-2")[0]["message_id"]
    new = terminal.json("cases", "split", number, "--from", second, *ANNA)["facts"]["number"]
    terminal.done("message", "move", second, "--to", number, *ANNA)
    terminal.catch_up()
    for each in (number, new):
        now = terminal.json("cases", "show", each)
        then = terminal.json("cases", "show", each, "--at", str(now["as_of"]["position"]))
        assert (then["timeline"], then["messages"]) == (now["timeline"], now["messages"])


def test_a_chain_shows_everything_at_its_end_until_a_case_is_taken_out(
    terminal: Terminal, two: tuple[str, str]
) -> None:
    one, second = two
    terminal.take(terminal.write("m-3", customer={"id": "c-8"}, thread=None))
    third = number_of(terminal, "c-8")
    merge(terminal, one, second)
    merge(terminal, second, third)
    for number in (one, second, third):
        shown = terminal.json("cases", "show", number)["case"]
        assert (shown["number"], shown["merged_numbers"]) == (third, [one, second])
        assert (shown["messages_in"], len(ids(terminal, number))) == (3, 3)
    terminal.done("cases", "unmerge", one, *ANNA)
    terminal.catch_up()
    shown = terminal.json("cases", "show", second)["case"]
    assert (shown["number"], shown["merged_numbers"]) == (third, [second])
    assert (shown["messages_in"], ids(terminal, third)) == (2, ["m-2", "m-3"])
    assert ids(terminal, one) == ["m-1"]
    assert terminal.done("check").status == 0
