"""What a customer's rating does to the case that it is about (C-36 to C-39)."""

from __future__ import annotations

from datetime import timedelta
from typing import Literal

from domain.policy.document import Policy

Effect = Literal["reopen_clear", "close"]
TOGETHER = timedelta(minutes=10)
"""A reply and a rating so close to each other are one visit of the customer: the rating decides."""


def effect_of(policy: Policy, value: str) -> Effect | None:
    """None for a level that the policy's table does not name, and for what is no level."""
    return next((effect for level, effect in policy.survey.map if str(level) == value), None)
