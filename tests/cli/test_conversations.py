"""A conversation is shown over all its cases, the newest messages of it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from tests.cli.terminal import ADMIN, ANNA, CUSTOMER, PROFILE, Terminal

SECOND = "1051"
"""Each intake hands out a block of numbers of its own."""
pytestmark = [pytest.mark.postgres, pytest.mark.slow]
ONE_PAGE = """
case_policy:
  id: short
  grouping: {key: customer, one_open_case: true}
  on_customer_message: {resolved_after_grace: park, final: park}
  grace: {length: 1h}
  visibility: {conversation_page: 3}
"""


@pytest.fixture
def talk(terminal: Terminal, tmp_path: Path) -> Terminal:
    """Three messages of each side in a case that is resolved, a parked one, one of a new case."""
    file = tmp_path / "short.yaml"
    file.write_text(ONE_PAGE, encoding="utf-8")
    terminal.done("policies", "add", str(file), *ADMIN)
    terminal.register("short")
    ago = [timedelta(hours=each) for each in (90, 80, 70)]
    terminal.take(*(terminal.write(f"m-{n}", ago=each) for n, each in enumerate(ago)))
    (case,) = terminal.json("cases", "list")["cases"]
    then = (case["last_activity_at"]).replace("+00:00", "Z")
    terminal.done("cases", "resolve", case["number"], "--at", then, *ANNA)
    terminal.take(terminal.write("m-3", ago=timedelta(hours=10)))
    terminal.done("cases", "open", PROFILE, CUSTOMER, *ANNA)
    terminal.take(terminal.write("m-4", ago=timedelta(hours=5)))
    return terminal


def external_ids(shown: dict[str, list[dict[str, str]]]) -> list[str]:
    return [each["external_id"] for each in shown["messages"]]


@pytest.mark.requirement("E-46", "E-05", "E-40")
def test_the_newest_messages_of_all_its_cases_are_shown_and_all_on_request(talk: Terminal) -> None:
    shown = talk.json("conversation", PROFILE, CUSTOMER)
    assert (external_ids(shown), shown["total"]) == (["m-2", "m-3", "m-4"], 5)
    assert sorted(shown["numbers"].values()) == ["1001", SECOND]
    assert [each["place"] for each in shown["messages"]] == ["attached", "parked", "attached"]
    whole = talk.json("conversation", PROFILE, CUSTOMER, "--all")
    assert external_ids(whole) == ["m-0", "m-1", "m-2", "m-3", "m-4"]
    assert "2 older ones are kept" in talk.done("conversation", PROFILE, CUSTOMER).out


@pytest.mark.requirement("E-46")
def test_a_case_shows_those_of_its_messages_that_are_among_them(talk: Terminal) -> None:
    """The limit is per conversation, not per case."""
    shown = talk.json("cases", "show", "1001")
    assert (external_ids(shown), shown["total"]) == (["m-2"], 3)
    assert external_ids(talk.json("cases", "show", SECOND)) == ["m-4"]


@pytest.mark.requirement("E-10", "E-27")
def test_older_closed_cases_are_seen_beside_the_open_one(talk: Terminal) -> None:
    looked = talk.json("lookup", PROFILE, CUSTOMER)
    assert [each["number"] for each in looked["open"]] == [SECOND]
    assert [each["number"] for each in looked["older"]] == ["1001"]
