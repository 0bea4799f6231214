"""Mails on the command line: who has one alone, and what follows a settled case."""

from __future__ import annotations

import pytest

from tests.cli.terminal import ANNA, Terminal

pytestmark = [pytest.mark.postgres, pytest.mark.slow]
BEN = ("--actor", "agent:ben")
SUE = ("--actor", "supervisor:sue")


@pytest.fixture
def mail(terminal: Terminal) -> str:
    """The id of the one mail of case 1001."""
    terminal.register("bright_pattern")
    terminal.take(terminal.write("m-1"))
    id: str = terminal.json("cases", "show", "1001")["messages"][0]["message_id"]
    return id


@pytest.mark.requirement("B-32")
def test_a_mail_is_taken_shown_and_released(terminal: Terminal, mail: str) -> None:
    assert "is locked by anna until" in terminal.done("locks", "take", mail, *ANNA).out
    assert terminal.json("locks", "show", mail)["holder"] == "anna"
    status, said = terminal.refused("locks", "take", mail, *BEN)
    assert (status, "anna works on it until" in said) == (1, True)
    assert terminal.refused("cases", "answer", "1001", "x", "--in-reply-to", mail, *BEN)[0] == 1
    terminal.catch_up()
    (held,) = terminal.json("locks", "list", "--holder", "agent:anna")
    assert (held["number"], held["message_id"]) == ("1001", mail)
    assert "locked by anna until" in terminal.done("cases", "show", "1001").out
    terminal.done("locks", "release", mail, "--break", *SUE)
    terminal.catch_up()
    assert terminal.json("locks", "list") == []
    assert "state    free" in terminal.done("locks", "show", mail).out
    history = terminal.json("locks", "history", mail)
    assert [(each["what"], each["actor"]) for each in history] == [
        ("taken", "agent:anna"),
        ("broken", "supervisor:sue"),
    ]


@pytest.mark.requirement("B-32")
def test_the_holders_answer_ends_it(terminal: Terminal, mail: str) -> None:
    terminal.done("locks", "take", mail, *ANNA)
    terminal.done("cases", "answer", "1001", "Soon.", "--in-reply-to", mail, *ANNA)
    assert terminal.json("locks", "show", mail)["holder"] is None
    assert terminal.json("locks", "history", mail)[-1]["what"] == "answered"


def test_a_whole_case_is_shown_as_locked(terminal: Terminal, tmp_path: object) -> None:
    document = f"{tmp_path}/own.yaml"
    text = terminal.done("policies", "text", "builtin").out.replace("id: builtin", "id: own")
    with open(document, "w", encoding="utf-8") as file:
        file.write(f"{text}\n  lock: {{scope: case, ttl: 1h}}\n")
    terminal.done("policies", "add", document, "--actor", "administrator:root")
    terminal.register("own")
    terminal.take(terminal.write("m-1"))
    mail = terminal.json("cases", "show", "1001")["messages"][0]["message_id"]
    terminal.done("locks", "take", mail, *ANNA)
    terminal.catch_up()
    assert "locked" in terminal.done("cases", "show", "1001").out
    assert terminal.json("locks", "show", mail)["on"] == "case"
    assert "the whole case" in terminal.done("locks", "list").out


def test_unknown_mails_are_not_found(terminal: Terminal) -> None:
    terminal.register("bright_pattern")
    unknown = "00000000-0000-0000-0000-000000000001"
    for words in (("take", unknown, *ANNA), ("show", unknown), ("history", unknown)):
        assert terminal.refused("locks", *words)[0] == 3


@pytest.mark.requirement("B-34")
@pytest.mark.requirement("B-38")
@pytest.mark.requirement("B-39")
@pytest.mark.requirement("B-41")
def test_a_settled_case_is_followed_up(terminal: Terminal, mail: str) -> None:
    words = ("cases", "follow-up", "1001", "--answer", "Did it come?", "--in-reply-to", mail)
    assert "answer in it" in terminal.refused(*words, *BEN)[1]
    terminal.done("cases", "close", "1001", *ANNA)
    number = terminal.json(*words, *BEN)["facts"]["number"]
    terminal.catch_up()
    created = "Case created as follow up from case 1001"
    assert f"note by agent:ben\n    {created}" in terminal.done("cases", "show", number).out
    assert f"Follow up case {number} is created" in terminal.done("cases", "history", "1001").out
    notes = [each["note"] for each in terminal.json("cases", "history", number)]
    assert [each for each in notes if each] == [created]


@pytest.mark.requirement("B-26")
def test_dispositions_are_defined_and_shown(terminal: Terminal, mail: str) -> None:
    terminal.done("dispositions", "add", "solved", *ANNA)
    terminal.done("cases", "disposition", "1001", "solved", *ANNA)
    terminal.catch_up()
    assert terminal.json("cases", "show", "1001")["case"]["disposition"] == "solved"
    assert "Disposition: solved" in terminal.done("cases", "show", "1001").out
    assert terminal.refused("cases", "disposition", "1001", "vanished", *ANNA)[0] == 3
    assert terminal.json("locks", "show", mail)["holder"] is None
