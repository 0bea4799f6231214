"""Definitions in a test's hands."""

from __future__ import annotations

import json
from typing import Any

from application.dispatch import Outcome
from domain.definition.commands import Define
from tests.support.controls import Engine


def define(engine: Engine, kind: str, id: str, **fields: Any) -> Outcome:
    return engine.do(Define(kind=kind, document=json.dumps({"id": id} | fields)))


def case_rule(engine: Engine, id: str = "clara", **fields: Any) -> Outcome:
    """Active, for the profile `care`, with every strategy."""
    usual = {"name": id.title(), "profiles": ["care"], "strategies": ["workload", "random"]}
    return define(engine, "case_rule", id, **usual | fields)
