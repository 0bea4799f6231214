"""Situations that a message can meet, each differing in one thing from the plainest."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from application.policies.presets import preset
from domain.policy.bound import BoundPolicy
from domain.policy.document import Policy, checked
from domain.rules.situation import Situation, Standing
from tests.support.controls_channel import NOON, hours

CASE, OTHER = UUID(int=10), UUID(int=11)
PHASES = ("open", "waiting_customer", "resolved_in_grace", "resolved_after_grace", "final")


def policy(**blocks: Any) -> BoundPolicy:
    return bound(checked({"id": "plain"} | blocks))


def bound(document: Policy, version: int = 1) -> BoundPolicy:
    return BoundPolicy(document, version, "00")


def shipped(name: str) -> BoundPolicy:
    return bound(preset(name))


def standing(of: BoundPolicy, category: str = "open", **more: Any) -> Standing:
    resolved_at = NOON if category == "resolved" else None
    given: dict[str, Any] = {
        "case_id": CASE,
        "number": "1001",
        "category": category,
        "bound": of,
        "last_added_at": NOON,
        "resolved_at": resolved_at,
        "first_resolved_at": resolved_at,
    }
    return Standing(**given | more)


def situation(of: BoundPolicy, at: datetime | None = None, **more: Any) -> Situation:
    given: dict[str, Any] = {
        "from_customer": True,
        "auto_submitted": False,
        "private": True,
        "at": at or hours(1),
        "clock": "channel",
        "slot": "",
        "bound": of,
    }
    return Situation(**given | more)


def meeting(case: Standing, at: datetime | None = None, **more: Any) -> Situation:
    """The message finds the case by its slot; an open one is the pair's open case."""
    live = case.category in ("new", "open", "waiting_customer", "on_hold")
    given = {"by_slot": case, "open_case": case if live else None}
    return situation(more.pop("now", case.bound), at, **given | more)


def in_phase(of: BoundPolicy, phase: str, **more: Any) -> Situation:
    """One hour into the phase. A grace of 0 has no inside, an endless one no end."""
    if phase in ("open", "waiting_customer"):
        return meeting(standing(of, phase), hours(1), **more)
    if phase == "final":
        return meeting(standing(of, "closed"), hours(1), **more)
    grace = of.policy.grace.length
    if phase == "resolved_in_grace":
        return meeting(standing(of, "resolved"), hours(1), **more)
    assert grace is not None, "this policy's grace never ends"
    return meeting(standing(of, "resolved"), NOON + grace, **more)
