"""Every refusal of the domain has a sentence for people."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

from cli.exits import NOT_FOUND, REFUSED
from cli.refusals import SENTENCES, STATUSES, refusal, sentence
from domain.case.errors import StaleVersion, UnknownCase
from domain.errors import Rejection
from tests.support.environment import ROOT


def _refusals() -> Iterator[type[Rejection]]:
    for layer in ("domain", "application"):
        for path in sorted(Path(ROOT / layer).rglob("*.py")):
            if "Rejection)" in path.read_text(encoding="utf-8"):
                import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
    waiting = [Rejection]
    while waiting:
        found = waiting.pop().__subclasses__()
        waiting += found
        yield from (each for each in found if not each.__module__.startswith("tests."))


@pytest.mark.parametrize("code", sorted({each.code for each in _refusals()}))
def test_every_refusal_has_a_sentence(code: str) -> None:
    assert code in SENTENCES


def test_no_sentence_is_left_over() -> None:
    codes = {each.code for each in _refusals()}
    assert {key.partition("/")[0] for key in SENTENCES} == codes
    assert STATUSES.keys() <= codes


def test_a_sentence_names_the_facts() -> None:
    stale = StaleVersion(case_id="x", number="1001", expected=2, current=5)
    assert refusal(stale) == (REFUSED, "case 1001: has version 5 by now, not 2")
    assert refusal(UnknownCase(case_id="x"))[0] == NOT_FOUND


def test_a_refusal_that_is_new_is_still_one_line() -> None:
    assert sentence("brand_new", {"case": 3}) == "brand_new: case=3"
