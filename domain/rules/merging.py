"""What a merge does to its target: as if the merged case's newest message came to it now."""

from __future__ import annotations

from datetime import datetime

from domain.rules.phase import phase_of
from domain.rules.situation import Standing

TAKES = frozenset({"append", "append_silent", "append_reopen"})


def action_on_target(target: Standing, at: datetime) -> tuple[str, str]:
    """The phase that the target is in, and what its policy's table says there; an open target
    simply takes what it is given."""
    phase, _ = phase_of(target, at)
    if phase in ("open", "waiting_customer"):
        return phase, "append"
    return phase, target.bound.policy.action_for(phase)
