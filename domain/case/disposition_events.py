"""What an agent said became of the matter."""

from __future__ import annotations

from domain.kernel import Event


class DispositionSet(Event, frozen=True):
    """The newest one holds; the earlier ones stay in the history."""

    TOPIC = "case.disposition_set"

    disposition: str
    version: int
