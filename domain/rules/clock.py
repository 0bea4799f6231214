"""Which clock a rule believes: the channel's while plausible, else the broker's, never ours."""

from __future__ import annotations

from datetime import datetime, timedelta

AHEAD = timedelta(minutes=5)


def clock_for(
    sent_at: datetime, broker_at: datetime, allowed_lateness: float | None
) -> tuple[datetime, str]:
    """The instant that rules use and its name, `channel` or `broker`.

    `allowed_lateness` in seconds; None believes any past.
    """
    if sent_at > broker_at + AHEAD:
        return broker_at, "broker"
    if allowed_lateness is None or (broker_at - sent_at).total_seconds() <= allowed_lateness:
        return sent_at, "channel"
    return broker_at, "broker"
