"""How the customer feels about the matter (E-34)."""

from __future__ import annotations

from uuid import UUID

from domain.case.sentiment_events import SentimentChanged
from domain.case.state import CaseState
from domain.errors import Rejection
from domain.kernel import Cause, Recorded, evolves

SENTIMENTS = ("positive", "neutral", "negative")


class UnknownSentiment(Rejection):
    """`sentiments` are those there are."""

    code = "unknown_sentiment"


class Felt(CaseState):
    """None until somebody says."""

    def __init__(self, id: UUID) -> None:
        super().__init__(id)
        self.sentiment: str | None = None

    def feel(self, sentiment: str, *, cause: Cause) -> None:
        """Raises UnknownSentiment."""
        if sentiment not in SENTIMENTS:
            raise UnknownSentiment(
                field="sentiment", sentiment=sentiment, sentiments=", ".join(SENTIMENTS)
            )
        if sentiment != self.sentiment:
            self.record(SentimentChanged(sentiment), cause)

    @evolves(SentimentChanged)
    def _sentiment_changed(self, recorded: Recorded[SentimentChanged]) -> None:
        self.sentiment = recorded.event.sentiment
