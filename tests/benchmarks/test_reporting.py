from __future__ import annotations

from pathlib import Path

from benchmarks.figure import at_least, at_most, middle, plain
from benchmarks.report import HEAD, PAGE, Section, page
from tests.support.environment import ROOT


def test_a_figure_says_whether_it_reaches_its_bar() -> None:
    assert at_least("Share", 0.15, 0.15).verdict == "met"
    assert at_least("Share", 0.149, 0.15).verdict == "NOT met"
    assert at_most("Memory", 301, 300).verdict == "NOT met"
    assert plain("Rate", "7,000").verdict == ""


def test_a_range_stands_behind_the_median() -> None:
    assert middle([7.0]) == "7"
    assert middle([1000.0, 3000.0, 2000.0]) == "2,000 (1,000 to 3,000)"


def test_the_page_shows_conditions_and_every_figure() -> None:
    section = Section("Views", "What it is.", [at_least("Times", 12.0, 10.0, unit=" x")])
    written = page([("Machine", "2 cores")], [section])
    assert "| Machine | 2 cores |" in written
    assert "| Times | 12.00 x | >= 10 x | met |" in written


def test_the_page_in_the_repository_was_written_by_the_benchmark() -> None:
    assert Path(ROOT / PAGE).read_text(encoding="utf-8").startswith(HEAD)
