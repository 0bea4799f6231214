"""Writes the figures for a terminal and for `docs/performance.md`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import msgspec
from rich.console import Console
from rich.table import Table

from benchmarks.figure import Figure

PAGE = Path("docs/performance.md")
HEAD = """# Performance

This page is written by `make bench`; do not edit it. All bars are ratios between measurements of
one run, so a slow machine slows both sides. [Where the time goes](performance-notes.md) explains
the figures.

"""


class Section(msgspec.Struct, frozen=True):
    title: str
    about: str
    figures: Sequence[Figure]


def show(console: Console, section: Section) -> None:
    table = Table("Figure", "Measured", "Bar", "", title=section.title, title_justify="left")
    for each in section.figures:
        table.add_row(each.what, each.measured, each.bar, each.verdict)
    console.print(table)


def page(conditions: Sequence[tuple[str, str]], sections: Sequence[Section]) -> str:
    lines = ["## Conditions", "", "| | |", "|---|---|"]
    lines += [f"| {name} | {value} |" for name, value in conditions]
    for section in sections:
        lines += ["", f"## {section.title}", "", section.about, ""]
        lines += ["| Figure | Measured | Bar | |", "|---|---|---|---|"]
        lines += [f"| {f.what} | {f.measured} | {f.bar} | {f.verdict} |" for f in section.figures]
    return HEAD + "\n".join(lines) + "\n"
