"""What a person may ask of definitions."""

from __future__ import annotations

import msgspec


class Define(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """Publish a definition or its next version. `document` is JSON; its `id` names the thing.

    `new` refuses an id that is taken, `known` one that is not there yet.
    """

    kind: str
    document: str
    new: bool = False
    known: bool = False
