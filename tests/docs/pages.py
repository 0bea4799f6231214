"""The project's pages for people, and the examples in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from tests.support.environment import ROOT

FENCE = re.compile(r"^( *)```(\w*)\n(.*?)^\1```$", re.MULTILINE | re.DOTALL)
INDENTED = re.compile(r"(?:^ {4}.*\n?)+", re.MULTILINE)
SPAN = re.compile(r"`([^`\n]+)`")
NOT_OURS = {"node_modules", "var", "build"}


def pages() -> list[Path]:
    return sorted(
        path
        for path in ROOT.rglob("*.md")
        if not any(
            part.startswith(".") or part in NOT_OURS for part in path.relative_to(ROOT).parts
        )
    )


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def prose(text: str) -> str:
    """The text without its examples."""
    return INDENTED.sub("", FENCE.sub("", text))


def examples(text: str) -> Iterator[str]:
    """Fenced and indented blocks, a continued line in one piece."""
    fenced = [match[3] for match in FENCE.finditer(text) if match[2] in ("", "sh", "console")]
    for block in fenced + INDENTED.findall(FENCE.sub("", text)):
        yield block.replace("\\\n", " ")


def heading_anchors(text: str) -> set[str]:
    """As a web page of the repository names them."""
    headings = re.findall(r"^#+ (.+)$", FENCE.sub("", text), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", each.lower()).strip().replace(" ", "-") for each in headings}
