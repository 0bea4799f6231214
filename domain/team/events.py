"""What can happen to a person who works cases, beside how he is defined."""

from __future__ import annotations

from domain.kernel import Event


class AvailabilityChanged(Event, frozen=True):
    """`agent` is the bare id; `availability` is `available` or `away`."""

    TOPIC = "presence.availability_changed"

    agent: str
    availability: str
