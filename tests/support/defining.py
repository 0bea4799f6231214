"""Defining things in a test's engine."""

from __future__ import annotations

import json
from typing import Any

from application.dispatch import Outcome
from domain.definition.commands import Define
from tests.support.controls import Engine


def define(engine: Engine, kind: str, id: str, **fields: Any) -> Outcome:
    return engine.do(Define(kind=kind, document=json.dumps({"id": id, **fields})))
