"""A channel as one connector reaches it, and what that connector can do there (D-07, D-08)."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field, StrictBool

from domain.definition.definition import Definition
from domain.policy.block import Name


class Connection(Definition):
    """Holds for every profile of its channel and connector; where none is defined, the profile's
    own registration counts. Switched off, nothing can begin there."""

    KIND: ClassVar = "connection"
    PLURAL: ClassVar = "connections"
    ABOUT: ClassVar = "Channels as a connector reaches them, and what it can do there."

    channel: Name = Field(description="For example telegram.")
    connector: Name = Field(description="What reaches it, for example wazzup.")
    can_initiate: StrictBool = Field(default=False, description="May begin a contact.")
    private: StrictBool = Field(default=True, description="Reaches single people, not groups.")
    telephony: StrictBool = Field(default=False, description="Carries calls.")
