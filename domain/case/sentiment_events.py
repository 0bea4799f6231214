"""What is said of how the customer feels."""

from __future__ import annotations

from domain.kernel import Event


class SentimentChanged(Event, frozen=True):
    """`sentiment` is positive, neutral or negative."""

    TOPIC = "case.sentiment_changed"

    sentiment: str
