"""Locks on the command line: who has a mail, and who had it."""

from __future__ import annotations

import pytest

from tests.cli.terminal import ANNA, Terminal

pytestmark = [pytest.mark.postgres, pytest.mark.slow, pytest.mark.requirement("B-32")]
BEN = ("--actor", "agent:ben")
SUE = ("--actor", "supervisor:sue")


@pytest.fixture
def mail(terminal: Terminal) -> str:
    """The id of the one mail of case 1001."""
    terminal.register("bright_pattern")
    terminal.take(terminal.write("m-1"))
    id: str = terminal.json("cases", "show", "1001")["messages"][0]["message_id"]
    return id


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
