"""Histories of cases and messages, written event by event, and their way into a log."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from domain.case import events as case
from domain.conversation import events as conversation
from domain.decision import Decision
from domain.kernel import Cause, Event, Recorded
from domain.message import events as message
from projections.placed import Placed

NOON = datetime(2030, 1, 7, 12, tzinfo=UTC)
TOPIC_ID = UUID(int=77)
DECISION = Decision("open", "attach", "emplifi", 1, 1, "channel")


class History:
    """Writes events in the order of the log; every id follows from a word."""

    def __init__(self) -> None:
        self.recorded: list[Recorded[Any]] = []
        self._versions: defaultdict[UUID, int] = defaultdict(int)
        self._records = 0

    def record(self, stream: UUID, event: Event, at: datetime, actor: str = "channel:x") -> None:
        self._versions[stream] += 1
        cause = Cause(actor, at, "correlation", "causation")
        written = at + timedelta(seconds=1)
        version = self._versions[stream]
        self.recorded.append(Recorded(stream, version, event, cause, written))

    def placed(self, first: int = 1) -> list[Placed[Any]]:
        return [Placed(first + n, each) for n, each in enumerate(self.recorded)]

    def open(
        self,
        word: str,
        at: datetime = NOON,
        *,
        profile: str = "care",
        customer: str = "c-1",
        origin: str = "inbound",
        actor: str = "channel:x",
        **more: Any,
    ) -> UUID:
        id, pair = named("case", word), named("pair", profile + customer)
        created = case.CaseCreated(
            f"N-{word}", origin, profile, customer, "email", pair, "", "new", "new", **more
        )
        self.record(pair, conversation.SlotAssigned("", id, f"N-{word}"), at, actor)
        self.record(id, created, at, actor)
        self.record(id, case.PolicyBound("emplifi", 1, "00"), at, actor)
        return id

    def source(self) -> message.RecordSource:
        self._records += 1
        return message.RecordSource(TOPIC_ID, self._records % 3, self._records)

    def receive(
        self,
        word: str,
        at: datetime,
        *,
        case_id: UUID | None,
        profile: str = "care",
        customer: str = "c-1",
        direction: str = "in",
        author: str = "customer:c-1",
        **more: Any,
    ) -> UUID:
        id = named("message", word)
        kind, _, author_id = author.partition(":")
        received = message.MessageReceived(
            profile_id=profile,
            customer_id=customer,
            external_id=f"x-{word}",
            channel="email",
            connector="imap",
            direction=direction,
            author_kind=kind,
            author_id=author_id,
            private=True,
            sent_at=at,
            broker_at=at,
            content_hash="00",
            source=self.source(),
            personal=message.MessageContent(text=f"text of {word} ü \\ \"'", subject=word),
            case_id=case_id,
            **more,
        )
        self.record(id, received, at)
        if case_id is not None:
            self.attach(case_id, id, at, direction, kind, author_id)
        return id

    def attach(
        self, case_id: UUID, id: UUID, at: datetime, direction: str, kind: str, author: str
    ) -> None:
        attached = case.MessageAttached(id, direction, kind, author, DECISION)
        self.record(case_id, attached, at, f"{kind}:{author}")

    def park(self, word: str, at: datetime, **more: Any) -> UUID:
        id = self.receive(word, at, case_id=None, **more)
        self.record(id, message.MessageParked(DECISION), at)
        return id

    def leave(self, word: str, at: datetime, **more: Any) -> UUID:
        id = self.receive(word, at, case_id=None, direction="out", author="agent:ann", **more)
        self.record(id, message.MessageLeftUnattached(DECISION), at)
        return id

    def answer(self, word: str, case_id: UUID, at: datetime, agent: str = "ann") -> UUID:
        """As the answer of an agent is stored: the case's stream before the message's."""
        id, personal = named("message", word), message.MessageContent(text=word)
        self.attach(case_id, id, at, "out", "agent", agent)
        composed = message.MessageComposed(
            "care", "c-1", "email", "reply", agent, personal, case_id=case_id
        )
        self.record(id, composed, at, f"agent:{agent}")
        return id

    def resolve(self, id: UUID, at: datetime, *, nth: int = 1, agent: str = "ann") -> None:
        event = case.CaseResolved(nth, "open", "resolved", "resolved")
        self.record(id, event, at, f"agent:{agent}")

    def reopen(
        self, id: UUID, at: datetime, *, cause: str = "customer_message", was: str = "resolved"
    ) -> None:
        self.record(id, case.CaseReopened(cause, was, was, "open", "open"), at)

    def close(self, id: UUID, at: datetime) -> None:
        self.record(id, case.CaseClosed("resolved", "closed", "closed"), at, "agent:ann")

    def cancel(self, id: UUID, at: datetime) -> None:
        self.record(id, case.CaseCanceled("open", "canceled", "canceled"), at, "agent:ann")

    def move(self, id: UUID, at: datetime, category: str) -> None:
        self.record(id, case.StatusChanged("open", category, category), at, "agent:ann")


def named(kind: str, word: str) -> UUID:
    return uuid5(UUID(int=1), f"{kind}:{word}")


class ListLog:
    """A log in memory."""

    def __init__(self, events: Iterable[Placed[Any]]) -> None:
        self.placed = list(events)

    def events(self, after: int, limit: int) -> Sequence[Placed[Any]]:
        return [each for each in self.placed if each.position > after][:limit]

    def position(self) -> int:
        return self.placed[-1].position if self.placed else 0
