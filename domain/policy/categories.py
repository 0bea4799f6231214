"""What a status means to the engine; its name is the deployment's own (C-47)."""

from __future__ import annotations

OPEN = frozenset({"new", "open", "waiting_customer", "on_hold"})
FINAL = frozenset({"closed", "canceled", "spam"})
CATEGORIES = (
    "new",
    "open",
    "waiting_customer",
    "on_hold",
    "resolved",
    "closed",
    "canceled",
    "spam",
)
