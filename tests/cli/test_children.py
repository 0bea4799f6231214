"""Turning to others from a case, and what of it is shown, on the command line."""

from __future__ import annotations

import pytest

from tests.cli.terminal import ADMIN, ANNA, CUSTOMER, PROFILE, Terminal

pytestmark = [pytest.mark.postgres, pytest.mark.slow]
NUMBER = "+49 30 1234567"
PHONE = "profiles add phone --channel calls --connector pbx --policy deskie"


@pytest.fixture
def desk(terminal: Terminal) -> Terminal:
    """A mailbox and a telephone, each by a connection that can."""
    terminal.register("deskie")
    terminal.done(*PHONE.split(), *ADMIN)
    able = ("can_initiate=true", "telephony=true")
    pbx = ("channel=calls", "connector=pbx", *able)
    terminal.done("connections", "add", "pbx", *pbx, *ADMIN)
    assert [each["id"] for each in terminal.json("connections", "list")] == ["pbx"]
    return terminal


def opened(desk: Terminal) -> str:
    made = desk.json("cases", "open", PROFILE, CUSTOMER, *ANNA)
    return str(made["facts"]["number"])


@pytest.mark.requirement("D-42")
@pytest.mark.requirement("D-44")
def test_a_number_offers_four_ways_and_a_child_with_a_call_is_one(desk: Terminal) -> None:
    parent = opened(desk)
    offered = desk.json("cases", "options", parent, "--contact", NUMBER, "--as", "agent:anna")
    assert (offered["window"], offered["user"], len(offered["options"])) == (True, NUMBER, 4)
    told = desk.done("cases", "child", parent, "--customer", NUMBER, "--call", *ANNA).out
    assert "on phone, a child of" in told
    assert "a call is asked for, not made yet" in told
    desk.catch_up()
    (child,) = desk.json("cases", "list", "--origin", "child")["cases"]
    shown = desk.done("cases", "show", child["number"]).out
    assert f"parent case {parent}" in shown
    assert "a call that is asked for, not made yet" in shown


@pytest.mark.requirement("D-16")
def test_plus_on_a_child_opens_a_new_case(desk: Terminal) -> None:
    parent = opened(desk)
    child = desk.json("cases", "child", parent, "--customer", NUMBER, *ANNA)["facts"]["number"]
    assert "no choice" in desk.done("cases", "options", child).out
    new = desk.json("cases", "new", "--from", child, "--customer", "+49 40 7654321", *ANNA)
    assert new["facts"]["profile"] == "phone"
    assert "child" in desk.refused("cases", "child", child, "--customer", "x", *ANNA)[1]
    assert "name whom" in desk.refused("cases", "new", *ANNA)[1]


@pytest.mark.requirement("D-30")
def test_a_note_waits_until_the_case_is_there(desk: Terminal) -> None:
    parent = opened(desk)
    words = ("cases", "child", parent, "--customer", NUMBER, "--note", "First.")
    assert "only once the case is there" in desk.refused(*words, *ANNA)[1]


@pytest.mark.requirement("D-19")
@pytest.mark.requirement("D-31")
@pytest.mark.requirement("D-32")
@pytest.mark.requirement("D-35")
@pytest.mark.requirement("D-36")
@pytest.mark.requirement("D-57")
def test_families_are_listed_and_children_stand_in_the_feed(desk: Terminal) -> None:
    parent, other = opened(desk), opened(desk)
    desk.catch_up()
    assert desk.json("cases", "filters") == []
    desk.done("cases", "answer", parent, "We ask.", *ANNA)
    child = desk.json("cases", "child", parent, "--customer", NUMBER, *ANNA)["facts"]["number"]
    desk.done("cases", "answer", parent, "We know.", *ANNA)
    desk.catch_up()
    assert [each["option"] for each in desk.json("cases", "filters")] == ["--family"]
    listed = desk.json("cases", "list", "--family")["cases"]
    assert [each["number"] for each in listed] == [parent, child]
    position = str(desk.position())
    then = desk.json("cases", "list", "--family", "--at", position)["cases"]
    assert [each["number"] for each in then] == [parent, child]
    assert other not in {each["number"] for each in listed}
    feed = desk.done("cases", "show", parent).out
    assert feed.index("We ask.") < feed.index(f"child case {child}") < feed.index("We know.")
    links = desk.json("cases", "show", child)["links"]
    assert [(each["kind"], each["number"]) for each in links] == [("parent", parent)]
    desk.done("cases", "detach", child, *ANNA)
    desk.catch_up()
    assert desk.json("cases", "filters") == []
