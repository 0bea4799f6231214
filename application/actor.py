"""Who asks, and how we know."""

from __future__ import annotations

import msgspec

BACKDATE = "backdate"


class Actor(msgspec.Struct, frozen=True):
    """`id` is `kind:id`; `authority` says how it was established, for example `os-user:root`."""

    id: str
    authority: str
    permissions: frozenset[str] = frozenset()
