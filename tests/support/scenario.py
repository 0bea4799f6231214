"""given / when / then for one aggregate, with no store and no clock."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Generic, Self, TypeVar
from uuid import UUID

from domain.errors import Rejection
from domain.kernel import Aggregate, Cause, Event, Recorded

A = TypeVar("A", bound=Aggregate)
NOON = datetime(2030, 1, 7, 12, tzinfo=UTC)
SELF = UUID(int=1)
"""The id of the aggregate under test."""


def by(actor: str, at: datetime = NOON) -> Cause:
    return Cause(actor, at, correlation_id="test", causation_id="test")


class Scenario(Generic[A]):
    def __init__(self, kind: type[A]) -> None:
        self.aggregate = kind(SELF)
        self.rejection: Rejection | None = None
        self.answer: object = None

    def given(self, *history: Event, at: datetime = NOON) -> Self:
        for event in history:
            place = self.aggregate.version + 1
            self.aggregate.evolve(Recorded(self.aggregate.id, place, event, by("history", at)))
        return self

    def when(self, decision: Callable[[A], object]) -> Self:
        try:
            self.answer = decision(self.aggregate)
        except Rejection as rejection:
            self.rejection = rejection
        return self

    def then(self, *expected: Event) -> None:
        if self.rejection is not None:
            raise self.rejection
        assert [each.event for each in self.aggregate.collect_events()] == list(expected)

    def then_rejected(self, why: type[Rejection], **facts: object) -> None:
        """The refusal holds at least these facts, and nothing was recorded."""
        assert isinstance(self.rejection, why), f"expected {why}, got {self.rejection!r}"
        assert {name: self.rejection.facts.get(name) for name in facts} == facts
        assert not self.aggregate.collect_events()
