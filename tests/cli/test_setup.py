"""One file sets everything up, and says what it changes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from cli.exits import NOT_FOUND, REFUSED, USAGE
from tests.cli.terminal import Terminal
from tests.support.environment import ROOT

pytestmark = [pytest.mark.postgres, pytest.mark.slow]
BY = ("--actor", "administrator:ada")
EXAMPLE = ROOT / "docs" / "examples" / "setup.yaml"


def test_the_example_of_the_page_is_the_file() -> None:
    page = (ROOT / "docs" / "setup.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)
    assert example == EXAMPLE.read_text(encoding="utf-8")


def test_the_example_is_applied_again_and_again(terminal: Terminal) -> None:
    before = terminal.position()
    dry = terminal.done("apply", str(EXAMPLE), "--dry-run", *BY).out
    assert dry.splitlines()[-1] == "would apply setup.yaml: 16 created, 0 changed, 0 unchanged"
    assert terminal.position() == before

    applied = terminal.done("apply", str(EXAMPLE), *BY).out
    assert "agents.ben: created" in applied.splitlines()
    assert applied.splitlines()[-1] == "applied setup.yaml: 16 created, 0 changed, 0 unchanged"
    assert terminal.done("apply", str(EXAMPLE), *BY).out == (
        "applied setup.yaml: 0 created, 0 changed, 16 unchanged\n"
    )
    listed = {each["profile"]: each["policy"] for each in terminal.json("profiles", "list")}
    assert listed == {
        "help@example.org": "shop",
        "returns@example.org": "returns-desk",
        "fb:example": "emplifi",
    }


def test_the_present_setup_is_a_file_for_it(terminal: Terminal, tmp_path: Path) -> None:
    assert terminal.done("setup", "show").out == "# nothing is set up\n"
    terminal.done("apply", str(EXAMPLE), *BY)
    shown = tmp_path / "shown.yaml"
    shown.write_text(terminal.done("setup", "show").out, encoding="utf-8")
    applied = terminal.json("apply", str(shown), *BY)
    assert {each["outcome"] for each in applied["items"]} == {"unchanged"}

    shown.write_text(shown.read_text("utf-8").replace("capacity: 20", "capacity: 9"), "utf-8")
    lines = terminal.done("apply", str(shown), *BY).out.splitlines()
    assert lines == [
        "agents.ben: changed; capacity: 20 becomes 9",
        "agents.chiara: changed; capacity: 20 becomes 9",
        "applied shown.yaml: 0 created, 2 changed, 14 unchanged",
    ]


@pytest.mark.parametrize(
    ("text", "status", "line"),
    [
        ("agents: {anna: {rolez: []}}", USAGE, "agents.anna.rolez: is not a field of the agent"),
        ("a: {}\nb: {}", USAGE, "a: is no section of a setup"),
        ("groups: {care: {members: [x]}}\nagents: {y: {}}", NOT_FOUND, "groups.care: members: "),
        ("policies: {emplifi: {}}", REFUSED, "policies.emplifi: policy: emplifi is the name"),
        ("\xff".encode("latin-1"), USAGE, "must be text in UTF-8"),
    ],
)
def test_a_wrong_file_is_refused_whole(
    terminal: Terminal, tmp_path: Path, text: str | bytes, status: int, line: str
) -> None:
    file = tmp_path / "setup.yaml"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    refused = terminal.refused("apply", str(file), *BY)
    assert refused[0] == status
    assert line in refused[1]
