"""Small files, each named after one thing, in plain words."""

from __future__ import annotations

import ast
import re

import pytest

from tests.architecture import sources

LONGEST = 300
NAMES = {"base", "common", "helper", "helpers", "manager", "managers", "misc", "util", "utils"}
SUFFIXES = ("Manager", "Helper", "Helpers", "Util", "Utils", "Impl", "Processor", "Info")
THIS_MACHINE = re.compile(r"(?<![\w.])/(?:work|root|home)/\w")
BANNER = re.compile(r"^\s*#\s*[-=#*]{4,}", re.MULTILINE)


def test_no_file_is_longer_than_people_read() -> None:
    lengths = {
        sources.name(path): len(path.read_text(encoding="utf-8").splitlines())
        for path in sources.python_files()
    }
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST} == {}


def test_no_file_is_a_drawer_for_everything() -> None:
    drawers = [
        sources.name(path)
        for path in sources.python_files()
        if path.stem in NAMES or path.parent.name in NAMES
    ]
    assert drawers == []


def test_no_class_hides_behind_an_empty_word() -> None:
    hidden = [
        f"{sources.name(path)}:{node.lineno} {node.name}"
        for path in sources.python_files()
        for node in ast.walk(sources.tree(path))
        if isinstance(node, ast.ClassDef) and node.name.endswith(SUFFIXES)
    ]
    assert hidden == []


def test_every_module_says_in_one_line_what_it_is_for() -> None:
    silent = []
    for path in sources.python_files():
        if path.name.startswith("test_"):
            continue
        said = (ast.get_docstring(sources.tree(path)) or "").strip()
        if not said and path.read_text(encoding="utf-8").strip():
            silent.append(sources.name(path))
    assert silent == []


@pytest.mark.parametrize("pattern", [THIS_MACHINE, BANNER], ids=["machine", "banner"])
def test_no_file_has_words_that_do_not_belong(pattern: re.Pattern[str]) -> None:
    found = [
        f"{sources.name(path)}: {match[0]}"
        for path in sources.python_files()
        if (match := pattern.search(path.read_text(encoding="utf-8")))
    ]
    assert found == []
