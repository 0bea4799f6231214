"""What the categories of statuses mean to a reader."""

from __future__ import annotations

OPEN = frozenset({"new", "open", "waiting_customer", "on_hold"})
"""Somebody still has to do something, or waits for somebody."""

SETTLED = frozenset({"resolved", "closed", "canceled"})
"""Leaving one of these is a reopening; leaving `waiting_customer` is a customer's return."""


MERGED = "merged"
"""Another case took it over."""

DELETED = "deleted"
"""A person deleted it."""


def is_open(category: str) -> bool:
    return category in OPEN
