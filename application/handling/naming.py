"""Whoever or whatever a command names must be known, where such things are defined."""

from __future__ import annotations

from collections.abc import Iterable

from application.unit import Unit
from domain.definition.agent import Agent
from domain.permissions import works_cases
from domain.team.errors import CannotHoldCases
from domain.team.person import bare


def must_know_agent(unit: Unit, name: str | None, *, field: str) -> None:
    """None names nobody. Raises UnknownDefinition, InactiveDefinition, CannotHoldCases."""
    if name is None or not (id := bare(name).strip()):
        return
    unit.definitions.must_know(unit, Agent.KIND, id, field=field)
    defined = unit.definitions.find(unit, Agent, id)
    if defined is not None and not works_cases(defined):
        raise CannotHoldCases(agent=id, field=field)


def must_know(unit: Unit, kind: str, id: str | None, *, field: str) -> None:
    """None names nothing. Raises UnknownDefinition, InactiveDefinition."""
    if id is not None and id.strip():
        unit.definitions.must_know(unit, kind, id.strip(), field=field)


def must_know_labels(unit: Unit, labels: Iterable[str]) -> None:
    """Those that are put on a case; any may be taken away. Raises as `must_know`."""
    for label in labels:
        must_know(unit, "label", label, field="labels")
