"""Operators see, drain and give up what waits behind a fault of ours."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from application.intake.records import Record
from domain.message.incoming import Incoming
from ingest.decoding import decode as decoding
from tests.cli.terminal import ANNA, Terminal

pytestmark = [pytest.mark.postgres, pytest.mark.slow]


WORKS = decoding.decode


def _failing(on: bytes) -> Callable[[Record], Incoming]:
    def fails(record: Record) -> Incoming:
        if on in (record.value or b""):
            raise ZeroDivisionError("a bad release")
        return WORKS(record)

    return fails


@pytest.fixture
def key(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> str:
    """Three held records behind it, and one of somebody else that went through."""
    terminal.register()
    monkeypatch.setattr(decoding, "decode", _failing(b"c-bad"))
    bad = [terminal.write(f"m-{n}", customer={"id": "c-bad"}) for n in range(3)]
    assert terminal.take(*bad, key=b"c-bad") == ["held", "held", "held"]
    assert terminal.take(terminal.write("other")) == ["attached"]
    return "c-bad"


def _repair(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decoding, "decode", WORKS)


def test_held_records_are_listed_in_order_with_the_fault(terminal: Terminal, key: str) -> None:
    held = terminal.json("held", "list", key)
    assert [each["id"] for each in held] == sorted(each["id"] for each in held)
    assert "ZeroDivisionError" in held[0]["fault"]
    shown = terminal.done("held", "list").out
    assert shown.count(key) == 3
    assert terminal.done("held", "list", "nobody").out == "nothing is held\n"
    assert "1 held keys with 3 records" in terminal.done("status").out


def test_a_retry_before_the_fix_says_what_stops_it(terminal: Terminal, key: str) -> None:
    answer = terminal("held", "retry", key, *ANNA)
    assert (answer.status, answer.out) == (5, "0 records taken, 3 left\n")
    assert "ZeroDivisionError: a bad release" in answer.err
    assert terminal.json("held", "list")[0]["attempts"] == 2


def test_after_the_fix_they_are_drained_once_by_somebody(
    terminal: Terminal, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    _repair(monkeypatch)
    once = ("held", "retry", key, "--command-id", "drain-1", *ANNA)
    assert terminal.done(*once).out == "3 records taken, 0 left\n"
    position = terminal.position()
    said = "3 records taken, 0 left (done before with this command id)\n"
    assert terminal.done(*once).out == said
    assert terminal.position() == position
    assert terminal.json("held", "list") == []
    (act,) = terminal.json("held", "history", key)
    assert (act["act"], act["taken"], act["actor"]) == ("retry", 3, "agent:anna")
    assert act["authority"].startswith("os-user:")
    terminal.catch_up()
    assert "4 attached" in terminal.done("check").out


def test_the_first_one_may_be_given_up(
    terminal: Terminal, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    once = ("held", "bury", key, "--command-id", "bury-1", *ANNA)
    buried = f"held {key}: the first record is a dead letter now, 2 left"
    assert terminal.done(*once).out == f"{buried}\n"
    assert terminal.done(*once).out == f"{buried} (done before with this command id)\n"
    (letter,) = terminal.json("dead-letters", "list")
    assert (letter["code"], "given up by agent:anna" in letter["rule"]) == ("fault", True)
    _repair(monkeypatch)
    assert terminal.done("held", "retry", key, *ANNA).out == "2 records taken, 0 left\n"
    assert terminal.refused("held", "bury", key, *ANNA)[0] == 3
    assert "retry" in terminal.done("held", "history").out
