"""Where a case waits for somebody to take it."""

from __future__ import annotations

from domain.kernel import Event


class EnteredQueue(Event, frozen=True):
    """It belongs to this queue until it is put into another; it waits while nobody has it."""

    TOPIC = "case.entered_queue"

    queue: str


class TakenFromQueue(Event, frozen=True):
    """Somebody took it to work on it. `mode` is any or next: whether he could choose. `queue` is
    None when it stood in none; `waiting_for` in seconds."""

    TOPIC = "case.taken_from_queue"

    mode: str
    queue: str | None = None
    waiting_for: float | None = None


class ReturnedToQueue(Event, frozen=True):
    """It waits again, at the end. `because` is customer_message, rating, agent or unassigned."""

    TOPIC = "case.returned_to_queue"

    queue: str
    because: str
