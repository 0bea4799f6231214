"""Who is there to take cases."""

from __future__ import annotations

from typing import Any

from application.unit import Unit
from domain.team.commands import SetAvailability
from domain.team.person import bare
from domain.team.presence import Presence

Facts = dict[str, Any]


def set_availability(command: SetAvailability, unit: Unit, _: int | None) -> Facts:
    """Raises UnknownDefinition, InactiveDefinition."""
    agent = bare(command.agent)
    unit.definitions.must_know(unit, "agent", agent, field="agent")
    presence = unit.get(Presence, unit.ids.presence(agent))
    changed = presence.set(agent, command.availability, cause=unit.cause)
    return {"agent": agent, "availability": presence.availability, "changed": changed}
