"""What a person may ask about who is there."""

from __future__ import annotations

from typing import Literal

import msgspec


class SetAvailability(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """Say whether an agent is there to take cases."""

    agent: str
    availability: Literal["available", "away"]
