"""Which version of a definition something was decided under."""

from __future__ import annotations

import msgspec


class DefinitionReference(msgspec.Struct, frozen=True):
    id: str
    version: int
