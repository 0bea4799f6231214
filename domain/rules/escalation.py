"""Which case a parked message joins when a person escalates it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from domain.policy.categories import OPEN
from domain.policy.document import Policy
from domain.rules.location import is_grouped
from domain.rules.phase import is_idle, phase_of
from domain.rules.situation import Standing


def case_to_join(
    policy: Policy,
    *,
    private: bool,
    at: datetime,
    latest_open: UUID | None,
    by_slot: Standing | None,
) -> UUID | None:
    """The open case where only one may be open, else the one of the message's own slot while it is
    open and not silent for too long; None for a new one. A case in grace stays resolved. Where the
    slot's case was merged, the case where that leads counts."""
    by_slot = by_slot.at_end if by_slot is not None else None
    if policy.grouping.one_open_case:
        through_merge = by_slot is not None and by_slot.category in OPEN
        return by_slot.case_id if latest_open is None and by_slot and through_merge else latest_open
    if by_slot is None or not is_grouped(policy, private=private):
        return None
    _, elapsed = phase_of(by_slot, at)
    lives = by_slot.category in OPEN and not is_idle(by_slot, elapsed)
    return by_slot.case_id if lives else None
