"""What is remembered of an agent who opens outgoing cases."""

from __future__ import annotations

from domain.kernel import Event


class SentFrom(Event, frozen=True):
    """From now on the agent's new and child cases go out here, unless he says otherwise (D-20)."""

    TOPIC = "sending.profile_used"

    agent: str
    profile_id: str
