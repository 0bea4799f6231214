"""What `compose/compose.yaml` says."""

from __future__ import annotations

from functools import cache
from typing import Any

import yaml

from tests.support.environment import ROOT

FOLDER = ROOT / "compose"
OURS = "caseledger:"


@cache
def services() -> dict[str, dict[str, Any]]:
    document = yaml.safe_load((FOLDER / "compose.yaml").read_text(encoding="utf-8"))
    found: dict[str, dict[str, Any]] = document["services"]
    return found


def ours() -> dict[str, dict[str, Any]]:
    return {name: each for name, each in services().items() if each["image"].startswith(OURS)}


def one_shots() -> dict[str, list[str]]:
    """The commands that end by themselves before the roles begin, by service."""
    return {name: each["command"] for name, each in ours().items() if each["restart"] == "no"}


def roles() -> dict[str, list[str]]:
    """The commands that run for ever, by service."""
    return {name: each["command"] for name, each in ours().items() if name not in one_shots()}
