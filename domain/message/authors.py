"""Who writes an answer: a person of ours, a bot, or the system; nobody answers as a customer."""

from __future__ import annotations

from domain.errors import Rejection

PROGRAMS = frozenset({"bot", "system", "rule"})
OUTSIDERS = frozenset({"customer", "third_party", "connector"})


class NotOneOfUs(Rejection):
    """Customers and third parties write through a channel; an answer is ours."""

    code = "not_one_of_us"


def must_be_one_of_us(actor: str) -> None:
    """Raises NotOneOfUs."""
    if actor.partition(":")[0] in OUTSIDERS:
        raise NotOneOfUs(actor=actor)


def author_kind_of(actor: str) -> str:
    """`agent` for every person of ours, whatever his role; else `bot` or `system` (invariant 7:
    what programs write is no first response)."""
    kind = actor.partition(":")[0]
    if kind in PROGRAMS:
        return "bot" if kind == "bot" else "system"
    return "agent"
