"""A question about something that is not there names it; a slip is not taken for silence."""

from __future__ import annotations

import pytest

from cli.exits import NOT_FOUND, UNREACHABLE, USAGE
from tests.cli.terminal import Terminal

pytestmark = pytest.mark.postgres


@pytest.mark.parametrize(
    "words",
    [
        ("lookup", "nobody", "ann"),
        ("cases", "list", "--profile", "nobody"),
        ("stats", "--profile", "nobody"),
        ("inbox", "--profile", "nobody"),
    ],
)
def test_an_unknown_profile_is_named(terminal: Terminal, words: tuple[str, ...]) -> None:
    answer = terminal(*words)

    assert (answer.status, answer.out) == (NOT_FOUND, "")
    assert "nobody" in answer.err


def test_events_of_an_unknown_case_are_refused(terminal: Terminal) -> None:
    answer = terminal("events", "--case", "00000000-0000-0000-0000-000000000000")

    assert answer.status == NOT_FOUND


def test_registering_in_a_simulation_needs_an_actor(terminal: Terminal) -> None:
    answer = terminal("simulate", "--register", "--messages", "1")

    assert answer.status == USAGE
    assert "--actor" in answer.err


def test_a_broker_that_is_away_is_named_with_its_setting(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CASELEDGER_KAFKA", "127.0.0.1:1")

    answer = terminal("publish", "-", stdin="{}\n")

    assert answer.status == UNREACHABLE
    assert "127.0.0.1:1" in answer.err
    assert "CASELEDGER_KAFKA" in answer.err
