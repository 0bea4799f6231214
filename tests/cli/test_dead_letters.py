"""Operators list, show, retry and discard what could not be taken."""

from __future__ import annotations

import csv

import pytest
from typer.testing import CliRunner

from cli.main import app
from tests.cli.terminal import ANNA, PROFILE, Terminal

pytestmark = [pytest.mark.postgres, pytest.mark.slow]


def test_a_letter_is_taken_after_its_profile_was_registered(terminal: Terminal) -> None:
    assert terminal.take(terminal.write("m-1")) == ["letter"]
    refused = terminal.refused("dead-letters", "retry", "1", *ANNA)
    assert refused == (
        1,
        f"dead letter 1: is still refused: data.profile: no profile {PROFILE!r} is registered",
    )
    terminal.register()
    assert terminal.done("dead-letters", "retry", "1", *ANNA).out == "dead letter 1: attached\n"
    assert terminal.json("dead-letters", "list") == []
    retried = terminal.json("dead-letters", "list", "--state", "retried")[0]
    assert (retried["attempts"], retried["outcome"]) == (3, "attached")
    terminal.catch_up()
    assert terminal.done("check").status == 0


def test_letters_are_listed_shown_and_discarded(terminal: Terminal) -> None:
    terminal.take(terminal.write("m-1"), b"\xff\x00nonsense")
    listed = terminal.json("dead-letters", "list")
    assert [each["code"] for each in listed] == ["unknown_profile", "undecodable_bytes"]
    assert "must be JSON" in terminal.done("dead-letters", "show", "2").out
    raw = CliRunner().invoke(app, ["dead-letters", "show", "2", "--raw"])
    assert raw.stdout_bytes == b"\xff\x00nonsense"
    rows = list(csv.DictReader(terminal.done("dead-letters", "list", "--csv").out.splitlines()))
    assert [each["id"] for each in rows] == ["1", "2"]
    terminal.done("dead-letters", "discard", "2", *ANNA)
    assert terminal.refused("dead-letters", "discard", "2", *ANNA) == (
        1,
        "dead letter 2: is discarded already",
    )
    terminal.catch_up()
    assert "2 dead letters: holds" in terminal.done("check").out


def test_all_letters_of_one_reason_are_retried_together(terminal: Terminal) -> None:
    terminal.take(terminal.write("m-1"), b"nonsense", terminal.write("m-2"))
    terminal.register()
    done = terminal.json("dead-letters", "retry", "--code", "unknown_profile", *ANNA)
    assert [each["outcome"] for each in done] == ["attached", "attached"]
    left = terminal("dead-letters", "retry", "--all", *ANNA)
    assert (left.status, left.out) == (1, "")
