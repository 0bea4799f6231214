"""Agents work on cases: every command says what it did, and the case shows it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.cli.terminal import ADMIN, ANNA, CUSTOMER, NOW, PROFILE, Terminal

pytestmark = [pytest.mark.postgres, pytest.mark.slow]


def _open(terminal: Terminal, customer: str = CUSTOMER) -> str:
    done = terminal.json("cases", "open", PROFILE, customer, "--title", "Late parcel", *ANNA)
    number: str = done["facts"]["number"]
    return number


def test_a_case_goes_through_its_life(terminal: Terminal) -> None:
    terminal.register("builtin")
    number = _open(terminal)
    assert "not sent yet" in terminal.done("cases", "answer", number, "On its way.", *ANNA).out
    terminal.done("cases", "note", number, "Rang the depot.", *ANNA)
    terminal.done("cases", "assign", number, "--to", "ben", "--group", "parcels", *ANNA)
    terminal.done("cases", "set", number, "--label", "vip", "--field", "order=17", *ANNA)
    assert terminal.done("cases", "resolve", number, *ANNA).out == f"case {number} is Resolved\n"
    terminal.done("cases", "reopen", number, *ANNA)
    terminal.catch_up()
    shown = terminal.json("cases", "show", number)
    case = shown["case"]
    assert (case["assignee"], case["group_name"], case["labels"]) == ("ben", "parcels", ["vip"])
    assert (case["fields"], case["resolutions"], case["reopens"]) == ({"order": 17}, 1, 1)
    assert [each["personal"]["text"] for each in shown["messages"]] == ["On its way."]
    people = terminal.done("cases", "show", number).out
    assert "Rang the depot." in people
    assert "On its way." in people
    terminal.done("cases", "close", number, *ANNA)
    other = _open(terminal, "c-9")
    terminal.done("cases", "status", other, "Pending", *ANNA)
    terminal.done("cases", "cancel", other, *ANNA)


def test_children_are_made_linked_and_detached(terminal: Terminal) -> None:
    terminal.register("deskie")
    parent, other = _open(terminal), _open(terminal, "c-9")
    made = terminal.json("cases", "child", parent, "--customer", "depot@example.org", *ANNA)
    child = made["facts"]["number"]
    assert made["facts"]["parent"] == parent
    terminal.done("cases", "link", parent, other, *ANNA)
    terminal.done("cases", "detach", child, *ANNA)
    terminal.catch_up()
    assert terminal.json("cases", "show", child)["case"]["parent_number"] is None
    assert terminal.json("cases", "show", other)["case"]["parent_number"] == parent


def test_the_same_command_id_does_it_once(terminal: Terminal) -> None:
    terminal.register()
    words = ("cases", "open", PROFILE, CUSTOMER, "--command-id", "once", *ANNA)
    first, position = terminal.json(*words), terminal.position()
    again = terminal.json(*words)
    assert (again["facts"], again["repeated"]) == (first["facts"], True)
    assert terminal.position() == position
    assert "done before" in terminal.done(*words).out


def test_events_say_who_ran_the_command_and_that_it_was_backdated(terminal: Terminal) -> None:
    terminal.register()
    number = _open(terminal)
    terminal.done("cases", "resolve", number, "--at", "2026-01-02T10:00:00+01:00", *ANNA)
    resolved = terminal.json("events", "--case", number, "--topic", "case.resolved")[0]
    assert resolved["actor"] == "agent:anna"
    assert resolved["authority"].startswith("os-user:")
    assert (resolved["occurred_at"], resolved["backdated"]) == ("2026-01-02T09:00:00Z", True)


def test_a_case_is_shown_as_it_was(terminal: Terminal) -> None:
    terminal.register()
    terminal.take(terminal.write("m-1"))
    before = terminal.position()
    terminal.done("cases", "resolve", "1001", *ANNA)
    terminal.catch_up()
    assert terminal.json("cases", "show", "1001")["case"]["category"] == "resolved"
    then = terminal.json("cases", "show", "1001", "--at", str(before))
    assert then["case"]["category"] == "new"
    assert terminal.json("cases", "list", "--at", str(before))["cases"][0]["category"] == "new"
    assert terminal("cases", "show", "1001", "--at", "1").status == 3


def test_a_past_instant_means_what_was_recorded_or_what_had_occurred(terminal: Terminal) -> None:
    terminal.register()
    terminal.take(terminal.write("m-1", ago=timedelta(days=9)))
    terminal.done("cases", "resolve", "1001", "--at", _days_ago(5), *ANNA)
    week, asked = _days_ago(7), ("cases", "list", "--at", _days_ago(7))
    assert terminal.json(*asked)["cases"] == []
    assert f"0 cases, as recorded by {week}: position 0 of the log" in terminal.done(*asked).out
    then = terminal.json(*asked, "--occurred")
    assert [each["category"] for each in then["cases"]] == ["new"]
    position = terminal.position()
    assert then["as_of"] == {"meaning": "occurred", "instant": week, "position": position}
    said = f"as occurred by {week}, of all that is known at position {position} of the log"
    assert said in terminal.done("cases", "show", "1001", *asked[2:], "--occurred").out
    later = terminal.json("cases", "show", "1001", "--at", _days_ago(4), "--occurred")
    assert later["case"]["category"] == "resolved"
    for wrong in ([], ["--at", "3"]):
        assert terminal.refused("cases", "list", "--occurred", *wrong)[0] == 2


def _days_ago(days: int) -> str:
    return (NOW - timedelta(days=days)).isoformat().replace("+00:00", "Z")


def test_lists_are_filtered_and_paged(terminal: Terminal) -> None:
    terminal.register()
    terminal.take(
        *(
            terminal.write(f"m-{n}", ago=timedelta(hours=n), customer={"id": f"c-{n}"})
            for n in range(3)
        )
    )
    terminal.done("cases", "resolve", "1002", *ANNA)
    terminal.catch_up()
    assert len(terminal.json("cases", "list", "--open")["cases"]) == 2
    first = terminal.json("cases", "list", "--limit", "2", "--sort", "created")
    rest = terminal.json(
        "cases", "list", "--limit", "2", "--sort", "created", "--cursor", first["next"]
    )
    numbers = [each["number"] for each in (*first["cases"], *rest["cases"])]
    assert numbers == ["1001", "1002", "1003"]
    then = ("cases", "list", "--limit", "2", "--at", str(terminal.position()))
    assert terminal.json(*then)["total"] == 3
    assert terminal.done(*then).out.endswith("; 1 more are not shown\n")
    assert terminal.json("lookup", PROFILE, "c-1")["older"][0]["number"] == "1002"


def test_policies_are_checked_published_and_appointed(terminal: Terminal, tmp_path: object) -> None:
    document = f"{tmp_path}/own.yaml"
    text = terminal.done("policies", "text", "builtin").out.replace("id: builtin", "id: own")
    with open(document, "w", encoding="utf-8") as file:
        file.write(text)
    assert "can be used" in terminal.done("policies", "check", document).out
    terminal.done("policies", "add", document, *ADMIN)
    terminal.done("policies", "appoint", "own", "--group", "parcels", *ADMIN)
    listed = {each["policy"]: each for each in terminal.json("policies", "list")}
    assert listed["own"]["appointed_for"] == ["group parcels"]
    assert terminal.json("policies", "show", "own")["id"] == "own"
    with open(document, "a", encoding="utf-8") as file:
        file.write("  nonsense: 1\n")
    wrong = terminal("policies", "check", document)
    assert wrong.status == 5
    assert "nonsense" in wrong.out
