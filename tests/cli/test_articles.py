"""The knowledge base on the command line."""

from __future__ import annotations

import pytest

from cli.exits import NOT_FOUND, REFUSED
from tests.cli.terminal import PROFILE, Terminal

pytestmark = pytest.mark.postgres
ANNA = ("--actor", "agent:anna")
ADA = ("--actor", "administrator:ada")


@pytest.mark.requirement("C-55")
@pytest.mark.requirement("C-59")
def test_an_article_is_made_from_a_case_found_changed_and_unlinked(terminal: Terminal) -> None:
    terminal.register("creatio")
    number = terminal.json("cases", "open", PROFILE, "ann", *ANNA)["facts"]["number"]
    text = ("--title", "Broken cables", "--text", "Buy a new one.")

    made = terminal.done("articles", "add", "cables", *text, "--case", number, *ANNA).out
    assert made == f"article cables is published and linked to case {number}\n"
    terminal.done("articles", "change", "cables", "--text", "Ask the depot.", *ANNA)
    assert [each["id"] for each in terminal.json("articles", "search", "depot broken")] == [
        "cables"
    ]
    assert len(terminal.json("articles", "list")) == 1
    assert terminal.json("articles", "show", "cables")["version"] == 2
    assert "Buy a new one." in terminal.done("articles", "history", "cables").out
    terminal.catch_up()
    assert "cables" in terminal.done("cases", "show", number).out
    terminal.done("articles", "unlink", number, "cables", *ANNA)
    terminal.done("articles", "link", number, "cables", *ANNA)


def test_refusals_say_what_is_missing(terminal: Terminal) -> None:
    text = ("--title", "Broken cables", "--text", "Buy a new one.")
    terminal.done("articles", "add", "cables", *text, *ANNA)

    assert terminal.refused("articles", "add", "cables", *text, *ANNA) == (
        REFUSED,
        "article: cables exists already; change it instead",
    )
    assert terminal.refused("articles", "show", "none") == (
        NOT_FOUND,
        "article: there is no article none",
    )
