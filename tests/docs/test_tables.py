"""Tables in pages that repeat what the code says."""

from __future__ import annotations

import re

from bootstrap.described import describe
from bootstrap.settings import Settings
from cli.exits import MEANINGS
from projections.catalog import VIEWS
from projections.definitions import DEFINITIONS
from tests.support.environment import ROOT


def rows(page: str, heading: str) -> list[list[str]]:
    """The cells of the first table below a heading, without its head."""
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    table = re.search(r"(?:^\|.*\n)+", text[text.index(f"## {heading}\n") :], re.MULTILINE)
    assert table is not None
    lines = table[0].splitlines()[2:]
    return [[cell.strip().strip("`") for cell in line[1:-1].split(" |")] for line in lines]


def test_every_setting_is_described_with_its_default() -> None:
    listed = {
        name: (default, meaning) for name, default, meaning in rows("operating.md", "Settings")
    }
    secret = "for evaluation only"
    assert listed == {
        each.name: (secret if each.masked and each.value else each.value, each.meaning)
        for each in describe(Settings())
    }


def test_every_exit_status_is_described() -> None:
    listed = [(int(status), meaning) for status, meaning in rows("operating.md", "Exit statuses")]
    assert listed == list(MEANINGS.items())


def test_every_number_is_defined_as_the_reports_define_it() -> None:
    assert dict(rows("querying.md", "What the numbers mean")) == DEFINITIONS


def test_every_view_is_listed_with_its_tables() -> None:
    listed = {view: tables for view, tables, _ in rows("querying.md", "From SQL")}
    assert {view: re.findall(r"\w+", tables) for view, tables in listed.items()} == {
        view.name: [table.name for table in view.tables] for view in VIEWS
    }
