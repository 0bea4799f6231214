"""Whatever became of a record or a message, one command says it; another says why."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.cli.terminal import ANNA, NOW, PROFILE, TOPIC, Terminal

pytestmark = [pytest.mark.postgres, pytest.mark.slow]


def _answers(terminal: Terminal, *words: str) -> list[str]:
    return [each["answer"] for each in terminal.json("message", *words)]


def _settled(terminal: Terminal) -> None:
    """A case that was resolved long ago, so that what follows is parked (Emplifi)."""
    terminal.register()
    terminal.take(terminal.write("m-1", ago=timedelta(days=300)))
    resolved = (NOW - timedelta(days=200)).isoformat()
    terminal.done("cases", "resolve", "1001", "--at", resolved, *ANNA)


def test_an_attached_message_is_found_by_id_name_and_record(terminal: Terminal) -> None:
    terminal.register()
    terminal.take(terminal.write("m-1"))
    found = terminal.json("message", PROFILE, "m-1")[0]
    assert (found["answer"], found["case_number"]) == ("attached", "1001")
    assert terminal.json("message", found["message_id"]) == [found]
    assert terminal.json("message", f"{TOPIC}:0:0") == [found]
    assert "is attached to case 1001" in terminal.done("message", PROFILE, "m-1").out


def test_a_parked_message_is_found_and_escalated(terminal: Terminal) -> None:
    _settled(terminal)
    assert terminal.take(terminal.write("m-2")) == ["parked"]
    waiting = terminal.json("inbox")["messages"][0]
    assert _answers(terminal, PROFILE, "m-2") == ["parked"]
    done = terminal.json("message", "escalate", waiting["message_id"], *ANNA)
    assert done["facts"]["joined"] == "a new case"
    assert _answers(terminal, PROFILE, "m-2") == ["attached"]
    why = terminal.json("explain", PROFILE, "m-2")
    assert [each["decision"]["action"] for each in why] == ["park", "escalate"]
    assert (
        "because case 1001 had been resolved 200 days before, past its grace" in why[0]["sentence"]
    )
    assert (why[1]["actor"], why[1]["authority"][:8]) == ("agent:anna", "os-user:")


def test_an_unattached_message_is_found(terminal: Terminal) -> None:
    terminal.register()
    sent = terminal.write("m-1", direction="out", author={"kind": "agent", "id": "a-1"})
    assert terminal.take(sent) == ["unattached"]
    assert _answers(terminal, PROFILE, "m-1") == ["unattached"]
    assert "kept without a case" in terminal.done("explain", PROFILE, "m-1").out


def test_a_duplicate_names_the_message_that_it_repeats(terminal: Terminal) -> None:
    terminal.register()
    terminal.take(terminal.write("m-1"), terminal.write("m-1"))
    found = terminal.json("message", f"{TOPIC}:0:1")[0]
    first = terminal.json("message", f"{TOPIC}:0:0")[0]
    assert (found["answer"], found["message_id"]) == ("duplicate", first["message_id"])
    assert first["duplicates"] == 1


def test_a_second_copy_is_flagged(terminal: Terminal) -> None:
    terminal.register()
    terminal.take(terminal.write("m-1"), terminal.write("m-1", text="Something else"))
    first, second = terminal.json("message", PROFILE, "m-1")
    assert second["second_copy_of"] == first["message_id"]
    assert "flagged" in second["sentence"]


def test_a_dead_letter_says_why(terminal: Terminal) -> None:
    terminal.take(terminal.write("m-1"), b"nonsense")
    unregistered, undecodable = (terminal.json("message", f"{TOPIC}:0:{n}")[0] for n in (0, 1))
    assert (unregistered["answer"], unregistered["dead_letter"]) == ("dead_letter", 1)
    assert "data.profile: no profile" in unregistered["sentence"]
    assert "value: must be JSON" in undecodable["sentence"]
    assert _answers(terminal, PROFILE, "m-1") == ["dead_letter"]


def test_a_retried_record_is_explained_by_its_message(terminal: Terminal) -> None:
    terminal.take(terminal.write("m-1"))
    terminal.register()
    terminal.done("dead-letters", "retry", "1", *ANNA)
    terminal.catch_up()
    assert _answers(terminal, f"{TOPIC}:0:0") == ["dead_letter", "attached"]
    assert "The message opened case" in terminal.done("explain", f"{TOPIC}:0:0").out


def test_what_was_not_seen_is_said(terminal: Terminal) -> None:
    terminal.register()
    terminal.take(terminal.write("m-1"))
    for words in (
        (f"{TOPIC}:0:99",),
        ("elsewhere:0:0",),
        (PROFILE, "m-99"),
        ("00000000-0000-0000-0000-000000000001",),
    ):
        answer = terminal("message", *words)
        assert answer.status == 3
        assert "was not seen" in answer.out


def test_an_explanation_names_policy_clock_and_facts(terminal: Terminal) -> None:
    terminal.register()
    terminal.take(
        terminal.write("m-1", ago=timedelta(hours=3)), terminal.write("m-2", ago=timedelta(hours=1))
    )
    first, second = (terminal.json("explain", PROFILE, name)[0] for name in ("m-1", "m-2"))
    assert first["decision"]["action"] == "new_case"
    decision: dict[str, Any] = second["decision"]
    assert (decision["phase"], decision["policy_id"], decision["policy_version"]) == (
        "open",
        "emplifi",
        1,
    )
    assert (decision["clock"], decision["elapsed"]) == ("channel", 7200.0)
    told = terminal.done("explain", PROFILE, "m-2").out
    sentence = (
        "The message was added to case 1001, because case 1001 was open (found by its grouping"
        " value) and policy emplifi version 1 says append."
    )
    assert told.splitlines()[0] in (
        sentence,
        sentence.replace(
            "found by its grouping value", "the open case of this customer and profile"
        ),
    )
    assert "the connector said so" in told


def test_an_answer_is_explained_by_the_person(terminal: Terminal) -> None:
    terminal.register()
    terminal.take(terminal.write("m-1"))
    done = terminal.json("cases", "answer", "1001", "On its way", *ANNA)
    told = terminal.done("explain", done["facts"]["message_id"]).out
    assert "because a person said so" in told
    assert "os-user:" in told


def test_nothing_in_a_message_steers_the_terminal(terminal: Terminal) -> None:
    terminal.register()
    nasty = "\x1b[2J gone \u202e reversed"
    terminal.take(terminal.write("m-1", text=nasty, thread={"subject": nasty}))
    for words in (("cases", "show", "1001"), ("cases", "list"), ("cases", "history", "1001")):
        out = terminal.done(*words).out
        assert "\x1b" not in out
        assert "\u202e" not in out
    assert terminal.json("cases", "show", "1001")["messages"][0]["personal"]["text"] == nasty
