"""Definitions that come with a preset, so that it works as its document says from the start."""

from __future__ import annotations

from application.unit import Unit
from domain.definition.case_type import CaseType
from domain.definition.definition import Definition
from domain.policy.document import canonical, digest

WITH: dict[str, tuple[Definition, ...]] = {
    "creatio": (
        CaseType(id="incident", title="Incident"),
        CaseType(id="service_request", title="Service request"),
    )
}
"""By preset. The two case types of document 003 (C-46), with its statuses and flags."""


def publish_with(policy_id: str, unit: Unit) -> None:
    """What is not defined yet; what an organisation made of it stays."""
    for each in WITH.get(policy_id, ()):
        register = unit.definitions.register(unit, each.KIND)
        if each.id not in register.newest:
            document = canonical(each)
            register.publish(
                each.KIND, each.id, document.decode(), digest(document), cause=unit.cause
            )
