"""In which phase of its life a case meets a message: grace and silence end at exact instants."""

from __future__ import annotations

from datetime import datetime

from domain.policy.categories import FINAL
from domain.rules.situation import Standing

LIVE = frozenset({"open", "waiting_customer", "resolved_in_grace"})


def phase_of(case: Standing, at: datetime) -> tuple[str, float]:
    """The phase and the seconds that led to it: since the resolve, or since the last message.

    A message older than the resolve that it meets counts as elapsed 0.
    Grace: elapsed < length reopens, elapsed >= length does not; a length of None never ends.
    """
    if case.merged:
        return "merged", 0.0
    if case.category in FINAL:
        return "final", _since(case.resolved_at or case.last_added_at, at)
    if case.category == "resolved":
        return _after_resolve(case, at)
    phase = "waiting_customer" if case.category == "waiting_customer" else "open"
    return phase, _since(case.last_added_at, at)


def is_idle(case: Standing, elapsed: float) -> bool:
    """No message was added for so long that a new one is another matter: at `after` too (Q-26)."""
    split = case.bound.policy.grouping.idle_split
    return split is not None and elapsed >= split.after.total_seconds()


def _after_resolve(case: Standing, at: datetime) -> tuple[str, float]:
    grace = case.bound.policy.grace
    began = case.resolved_at if grace.restart_on_each_done else case.first_resolved_at
    elapsed = _since(began or case.last_added_at, at)
    if grace.length is None or elapsed < grace.length.total_seconds():
        return "resolved_in_grace", elapsed
    return "resolved_after_grace", elapsed


def _since(began: datetime, at: datetime) -> float:
    return max(0.0, (at - began).total_seconds())
