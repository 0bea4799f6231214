"""Case rules in a test's hands."""

from __future__ import annotations

from typing import Any

from application.dispatch import Outcome
from tests.support.controls import Engine
from tests.support.defining import define


def case_rule(engine: Engine, id: str = "clara", **fields: Any) -> Outcome:
    """Active, for the profile `care`, with two strategies."""
    usual = {"name": id.title(), "profiles": ["care"], "strategies": ["workload", "random"]}
    return define(engine, "case_rule", id, **usual | fields)
