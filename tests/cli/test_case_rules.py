"""Case rules, cases of nobody and single mentions at the terminal."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest

from cli.exits import NOT_FOUND, REFUSED, USAGE
from tests.cli.terminal import ANNA, CUSTOMER, PROFILE, Terminal

pytestmark = [pytest.mark.postgres, pytest.mark.slow]

BY: Sequence[str] = ("--actor", "administrator:ada")
CLARA = ("name=ClaraFly", f"profiles=[{PROFILE}]", "strategies=[random, smart]")
C_9 = {"kind": "customer", "id": "c-9"}
FILED = ("--topic", "delivery", "--title", "Late parcels in May", "--priority", "high")


def mention(terminal: Terminal, id: str) -> Any:
    return terminal.json("message", PROFILE, id)[0]


def opened_for_nobody(terminal: Terminal) -> str:
    """Its number."""
    facts = terminal.json("cases", "open", "--policy", "qualtrics", *FILED, *ANNA)["facts"]
    return str(facts["number"])


@pytest.mark.requirement("Q-21")
@pytest.mark.requirement("Q-31")
@pytest.mark.requirement("Q-32")
@pytest.mark.requirement("Q-33")
@pytest.mark.requirement("Q-48")
def test_a_rule_is_added_shown_changed_and_switched_off(terminal: Terminal) -> None:
    terminal.register("qualtrics")
    assert (
        "case_rule clara has version 1" in terminal.done("rules", "add", "clara", *CLARA, *BY).out
    )
    shown = terminal.done("rules", "show", "clara").out.split()
    assert shown[shown.index("status") + 1] == "active"
    terminal.done("rules", "change", "clara", "status=inactive", "order=5", *BY)
    assert "inactive" in terminal.done("rules", "list").out
    told = terminal.json("rules", "history", "clara")
    assert [each["version"] for each in told] == [1, 2]
    assert told[1]["changes"] == ["active: true becomes false", "order: 100 becomes 5"]


def test_what_a_rule_lacks_is_said_in_one_line(terminal: Terminal) -> None:
    terminal.register("qualtrics")
    lacking = terminal.refused("rules", "add", "clara", "name=Clara", f"profiles=[{PROFILE}]", *BY)
    nobody = terminal.refused("rules", "add", "clara", *CLARA, "restrict_to={teams: []}", *BY)
    elsewhere = terminal.refused("rules", "add", "clara", *CLARA[::2], "profiles=[elsewhere]", *BY)
    assert lacking == (USAGE, "strategies: is required")
    assert nobody == (USAGE, "restrict_to: names nobody; leave it out to restrict nothing")
    assert elsewhere == (NOT_FOUND, "profile: there is no profile elsewhere")


def test_the_order_of_rules_and_the_one_that_wins_are_shown(terminal: Terminal) -> None:
    terminal.register("qualtrics")
    assert "no active rule" in terminal.done("rules", "check", PROFILE).out
    terminal.done("rules", "add", "clara", *CLARA, *BY)
    gifts = "conditions=[{field: text, contains: gift}]"
    terminal.done("rules", "add", "gifts", *CLARA, gifts, "order=10", *BY)
    asked = terminal.json("rules", "check", PROFILE, "--text", "a gift")
    other = terminal.done("rules", "check", PROFILE, "--text", "hello").out
    public = terminal.done("rules", "check", PROFILE, "--public")
    assert [(each["rule"], each["wins"]) for each in asked] == [("gifts", True), ("clara", False)]
    assert "no: not its conditions" in other
    assert "yes: it opens the case" in other
    assert "no: it is not private" in public.out
    assert terminal("rules", "check", "elsewhere").status == NOT_FOUND
    assert terminal("rules", "check", PROFILE, "--header", "X").status == USAGE


def test_explain_and_list_name_the_rule(terminal: Terminal) -> None:
    terminal.register("qualtrics")
    terminal.done("rules", "add", "clara", *CLARA, "streams=[chats]", *BY)
    taken = terminal.take(
        terminal.write("m-1", stream="chats"),
        terminal.write("m-2", stream="posts", customer={"id": "c-9"}, author=C_9),
    )
    assert taken == ["attached", "parked"]
    assert "clara version 1" in terminal.done("explain", PROFILE, "m-1").out
    assert "no case rule that is active" in terminal.done("explain", PROFILE, "m-2").out
    assert [c["number"] for c in terminal.json("cases", "list", "--rule", "clara")["cases"]] == [
        "1001"
    ]


@pytest.mark.requirement("Q-12")
@pytest.mark.requirement("Q-16")
@pytest.mark.requirement("Q-17")
@pytest.mark.requirement("Q-18")
@pytest.mark.requirement("Q-19")
def test_mentions_go_into_the_case_that_is_found_by_its_title(terminal: Terminal) -> None:
    terminal.register("qualtrics")
    terminal.take(terminal.write("m-1"))
    status, line = terminal.refused("cases", "open", "--policy", "qualtrics", *FILED[:4], *ANNA)
    assert (status, "priority: policy qualtrics requires it" in line) == (REFUSED, True)
    terminal.done("case-topics", "add", "delivery", *BY)
    opened = opened_for_nobody(terminal)
    terminal.catch_up()
    found = terminal.json("cases", "list", "--title", "PARCELS in")["cases"]
    filed = terminal.json("cases", "list", "--topic", "delivery")["cases"]
    assert [each["number"] for each in found] == [each["number"] for each in filed] == [opened]
    assert terminal.json("cases", "list", "--title", "100%")["cases"] == []

    id = mention(terminal, "m-1")["message_id"]
    out = terminal.done("cases", "add-mention", opened, id, *ANNA).out
    assert f"message {id} is in case {opened} now; it came from case 1001" in out
    terminal.catch_up()
    shown = terminal.json("cases", "show", opened)
    assert [each["external_id"] for each in shown["messages"]] == ["m-1"]
    assert terminal.json("cases", "show", "1001")["messages"] == []

    back = terminal.done("cases", "remove-mention", opened, id, "--to", "1001", *ANNA).out
    assert f"is in case 1001 now; it came from case {opened}" in back
    status, line = terminal.refused("cases", "remove-mention", opened, id, *ANNA)
    assert (status, line.endswith("it is case 1001")) == (REFUSED, True)
    terminal.done("cases", "remove-mention", "1001", id, "--reason", "Spam", *ANNA)
    assert mention(terminal, "m-1")["answer"] == "parked"


@pytest.mark.requirement("Q-03")
def test_a_message_is_resolved_with_its_case(terminal: Terminal) -> None:
    terminal.register("qualtrics")
    terminal.take(terminal.write("m-1", ago=timedelta(hours=2)))
    assert not mention(terminal, "m-1")["resolved"]
    terminal.done("cases", "resolve", "1001", *ANNA)
    assert mention(terminal, "m-1")["resolved"]
    assert "(Resolved), and is resolved with it" in terminal.done("message", PROFILE, "m-1").out


def test_several_authors_are_named_when_none_is_chosen(terminal: Terminal) -> None:
    terminal.register("qualtrics")
    bob: dict[str, Any] = {"customer": {"id": "bob"}, "author": {"kind": "customer", "id": "bob"}}
    terminal.take(terminal.write("m-1"), terminal.write("m-2", **bob))
    opened = opened_for_nobody(terminal)
    for id in ("m-1", "m-2"):
        message_id = mention(terminal, id)["message_id"]
        terminal.done("cases", "add-mention", opened, message_id, *ANNA)
    status, line = terminal.refused("cases", "answer", opened, "Hello.", *ANNA)
    assert status == REFUSED
    assert f"bob at {PROFILE}, {CUSTOMER} at {PROFILE}" in line
    chosen = mention(terminal, "m-2")["message_id"]
    facts = terminal.json("cases", "answer", opened, "Hello.", "--in-reply-to", chosen, *ANNA)
    assert (facts["facts"]["to"], facts["facts"]["in_reply_to"]) == ("bob", chosen)
