"""People for the tests: defined, grouped, there or away."""

from __future__ import annotations

import json
from typing import Any

from application.actor import Actor
from application.dispatch import Outcome
from domain.definition.commands import Define
from domain.permissions import EXTRA
from domain.team.commands import SetAvailability
from tests.support.controls import Engine

BOSS = Actor("administrator:boss", "os-user:boss", EXTRA)


ANN = Actor("agent:ann", "os-user:ann", EXTRA)


def define(engine: Engine, kind: str, id: str, **fields: Any) -> Outcome:
    """By somebody who is not defined himself, so that he may."""
    return engine.do(Define(kind=kind, document=json.dumps({"id": id} | fields)), actor=BOSS)


def agents(engine: Engine, *ids: str, **fields: Any) -> None:
    for id in ids:
        define(engine, "agent", id, **fields)


def away(engine: Engine, *ids: str) -> None:
    for id in ids:
        engine.do(SetAvailability(agent=id, availability="away"), actor=BOSS)


def back(engine: Engine, *ids: str) -> None:
    for id in ids:
        engine.do(SetAvailability(agent=id, availability="available"), actor=BOSS)
