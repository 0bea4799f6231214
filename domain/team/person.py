"""Who a person is: the bare id of an agent, whatever he acts as."""

from __future__ import annotations

PEOPLE = frozenset({"agent", "supervisor", "administrator"})
"""Kinds of actors who can hold a case."""


def bare(name: str) -> str:
    """The id of `agent:anna`, or of a plain `anna`."""
    return name.removeprefix("agent:")


def person_in(actor: str) -> str | None:
    """The id of a person who acts; None for rules, connectors and customers."""
    kind, _, id = actor.partition(":")
    return id if kind in PEOPLE else None


def id_of(actor: str) -> str:
    """`anna` of `agent:anna`."""
    return actor.partition(":")[2]
