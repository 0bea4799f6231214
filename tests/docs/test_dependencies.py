"""The page about dependencies names each one, and no other."""

from __future__ import annotations

import re
import tomllib

from tests.support.environment import ROOT

PAGE = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| `([a-z0-9.-]+)` \| (.+?) \| (.+?) \|$", re.MULTILINE)


def names(requirements: list[str]) -> list[str]:
    return [re.split(r"[\[<>=]", each)[0] for each in requirements]


def test_every_dependency_has_its_line() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    tools = [each for group in project["optional-dependencies"].values() for each in group]
    wanted = names(project["dependencies"]) + names(tools)
    assert [name for name, _, _ in ROW.findall(PAGE)] == wanted


def test_every_line_says_what_for() -> None:
    assert [name for name, purpose, _ in ROW.findall(PAGE) if len(purpose.split()) < 3] == []
