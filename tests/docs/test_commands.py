"""A command that a page names exists."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cli.catalog import COMMANDS
from cli.loading import load
from cli.main import app
from tests.docs.pages import SPAN, examples, name, pages
from tests.support.environment import ROOT

LINE = re.compile(r"^(?:\$ )?(?:.*exec \w+ )?caseledger (.*)$", re.MULTILINE)
ANY = {"...", "X"}


def named(page: Path) -> list[str]:
    """What a page lets a reader type after `caseledger`, in examples and in the text."""
    text = page.read_text(encoding="utf-8")
    spans = [each for each in SPAN.findall(text) if each.startswith("caseledger ")]
    return [*(match for block in examples(text) for match in _lines(block)), *map(_rest, spans)]


def _lines(block: str) -> Iterator[str]:
    for line in block.splitlines():
        if match := LINE.match(line.strip()):
            yield match[1]


def _rest(span: str) -> str:
    return span.removeprefix("caseledger ")


PAGES = [page for page in pages() if named(page)]


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_commands_of_a_page_exist(page: Path) -> None:
    assert [line for line in named(page) if not _exists(shlex.split(line))] == []


def _exists(words: list[str]) -> bool:
    """The command is there, and knows each option."""
    while words and words[0].startswith("--"):
        words = words[1:]
    if not words or words[0] in ANY:
        return True
    path, options = _command(words)
    if not path:
        return False
    shown = CliRunner().invoke(app, [*path, "--help"])
    known = set(re.findall(r"--[\w-]+", shown.stdout))
    return shown.exit_code == 0 and options <= known


def _command(words: list[str]) -> tuple[list[str], set[str]]:
    """The words that name a command, and the options after it."""
    options = {word.partition("=")[0] for word in words if word.startswith("--") and word != "--"}
    if words[0] not in COMMANDS:
        return [], options
    within = getattr(load(words[0]), "commands", {})
    if len(words) > 1 and words[1] in within:
        return words[:2], options
    takes_arguments = not within or len(words) == 1 or hasattr(load(words[0]), "default")
    return (words[:1], options) if takes_arguments or words[1].startswith("--") else ([], options)


def test_make_targets_that_a_page_names_exist() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    told = {target for page in pages() for target in _made(page.read_text(encoding="utf-8"))}
    assert told - targets == set()


def _made(text: str) -> list[str]:
    spoken = [
        *SPAN.findall(text),
        *(line for block in examples(text) for line in block.split("\n")),
    ]
    return [match[1] for each in spoken if (match := re.match(r"make ([a-z-]+)", each.strip()))]
