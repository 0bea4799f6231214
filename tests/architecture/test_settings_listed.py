"""The example of an environment lists exactly the settings that exist, with their defaults."""

from __future__ import annotations

import re

from bootstrap.described import MASK, describe
from bootstrap.settings import Settings
from tests.support.environment import ROOT

LINE = re.compile(r"^#? ?(CASELEDGER_[A-Z_]+)=(.*)$", re.MULTILINE)


def test_the_example_environment_lists_exactly_the_settings() -> None:
    text = (ROOT / "compose" / "env.example").read_text(encoding="utf-8")
    names = [name for name, _ in LINE.findall(text)]
    assert names == [each.name for each in describe(Settings())]


def test_values_that_are_commented_out_are_the_defaults() -> None:
    text = (ROOT / "compose" / "env.example").read_text(encoding="utf-8")
    shown = {each.name: each.value for each in describe(Settings())}
    commented = re.findall(r"^# (CASELEDGER_[A-Z_]+)=(.*)$", text, re.MULTILINE)
    wrong = {name: value for name, value in commented if shown[name] not in (value, MASK)}
    assert wrong == {}
