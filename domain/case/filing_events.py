"""What is said of where a case is filed."""

from __future__ import annotations

from domain.kernel import Event


class TopicChanged(Event, frozen=True):
    """`topic` is the id of one that the organisation defines."""

    TOPIC = "case.topic_changed"

    topic: str
