"""What the Case tab asks of the engine: people, priority, sentiment, and fields of one's own."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from cli.exits import REFUSED
from tests.cli.terminal import ADMIN, ANNA, PROFILE, Terminal

pytestmark = [pytest.mark.postgres, pytest.mark.slow]
FIELDS: Sequence[tuple[str, ...]] = (
    ("plan", "type=choice", "options=[gold, silver]", "order=2", "title=Plan"),
    ("order", "type=integer", "order=1", "title=Order number"),
    ("since", "type=date", "order=3"),
    ("extras", "type=multi_choice", "options=[gift, express]"),
)


@pytest.fixture
def case(terminal: Terminal) -> str:
    """The number of an open case, where four fields are defined."""
    terminal.register("emplifi")
    for each in FIELDS:
        terminal.done("fields", "add", *each, *ADMIN)
    terminal.take(terminal.write("m-1"))
    (found,) = terminal.json("cases", "list")["cases"]
    return str(found["number"])


def put(terminal: Terminal, case: str, *fields: str) -> None:
    terminal.done("cases", "set", case, *(word for f in fields for word in ("--field", f)), *ANNA)
    terminal.catch_up()


@pytest.mark.requirement("E-35", "E-36", "E-37")
def test_fields_are_shown_in_their_own_order_empty_ones_too(terminal: Terminal, case: str) -> None:
    put(terminal, case, "extras=gift, express", "order=7", "plan=gold")
    shown = terminal.json("cases", "show", case)["fields"]
    assert [(each["title"], each["value"]) for each in shown] == [
        ("Order number", 7),
        ("Plan", "gold"),
        ("since", None),
        ("extras", ["gift", "express"]),
    ]
    line = next(
        each for each in terminal.done("cases", "show", case).out.splitlines() if "fields" in each
    )
    assert "Order number: 7, Plan: gold, since: empty" in line
    terminal.done("fields", "change", "plan", "order=0", *ADMIN)
    assert terminal.json("cases", "show", case)["fields"][0]["title"] == "Plan"


@pytest.mark.requirement("E-36")
@pytest.mark.parametrize(
    ("field", "line"),
    [
        ("plan=lead", "plan: must be one of gold, silver"),
        ("order=seven", "order: must be a whole number"),
        ("since=tomorrow", "since: must be a day like 2030-01-31"),
        ("colour=red", "fields: there is no field colour"),
    ],
)
def test_a_wrong_value_is_refused_naming_field_and_rule(
    terminal: Terminal, case: str, field: str, line: str
) -> None:
    told = terminal.refused("cases", "set", case, "--field", field, *ANNA)
    assert told[1] == line
    assert told[0] == REFUSED or line.startswith("fields")


@pytest.mark.requirement("E-03", "E-30", "E-32", "E-33", "E-34")
def test_priority_sentiment_and_assignee_are_set_shown_and_searched_by(
    terminal: Terminal, case: str
) -> None:
    terminal.done("cases", "set", case, "--sentiment", "negative", "--priority", "high", *ANNA)
    terminal.done("cases", "assign", case, "--to", "anna", *ANNA)
    terminal.catch_up()
    for words in (
        ("--sentiment", "negative"),
        ("--priority", "high", "--assignee", "anna"),
        ("--profile", PROFILE, "--open"),
    ):
        (found,) = terminal.json("cases", "list", *words)["cases"]
        assert found["number"] == case
    assert terminal.json("cases", "list", "--sentiment", "positive")["cases"] == []
    shown = terminal.json("cases", "show", case)["case"]
    kept = {name: shown[name] for name in ("sentiment", "priority", "assignee")}
    assert kept == {"sentiment": "negative", "priority": "high", "assignee": "anna"}
    told = terminal.refused("cases", "set", case, "--sentiment", "angry", *ANNA)
    assert told[1] == "sentiment: angry must be one of positive, neutral, negative"


@pytest.mark.requirement("E-05", "E-29")
def test_a_case_shows_its_conversation_in_order(terminal: Terminal, case: str) -> None:
    terminal.done("cases", "answer", case, "We look after it.", *ANNA)
    terminal.catch_up()
    shown = terminal.json("cases", "show", case)["messages"]
    assert [each["direction"] for each in shown] == ["in", "out"]
