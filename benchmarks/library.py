"""The same job on the library's own aggregates, transcoder and recorder, for comparison.

It is given every advantage that keeps it the library: the same consumer and decoder, 1,000
messages a transaction, cases kept in memory without the copies of the library's cache, no check
for repetitions, no policy, no reading back. The garbage collector is Python's own, or set as ours.
"""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from eventsourcing.application import Application, ProcessingEvent
from eventsourcing.domain import Aggregate, event
from eventsourcing.persistence import Tracking
from eventsourcing.postgres import PostgresProcessRecorder

from application.configuration import postgres_env
from application.intake.intake import Taken
from application.intake.records import Record
from application.meanwhile import NOTHING, Meanwhile
from domain.identity import Namespace
from domain.message.incoming import IncomingMessage
from ingest.decoding.decode import decode

PYTHONS_OWN = (700, 10, 10)
STOCK = {
    "PROCESS_RECORDER_TOPIC": "eventsourcing.postgres:PostgresProcessRecorder",
    "CREATE_TABLE": "y",
}


class LibraryMessage(Aggregate):
    @event("Received")
    def __init__(
        self,
        *,
        id: UUID,
        profile_id: str,
        customer_id: str,
        external_id: str,
        channel: str,
        author: str,
        direction: str,
        sent_at: datetime,
        broker_at: datetime,
        text: str | None,
        source: str,
        case_id: UUID,
    ) -> None:
        self._id = id
        self.profile_id = profile_id
        self.customer_id = customer_id
        self.external_id = external_id
        self.channel = channel
        self.author = author
        self.direction = direction
        self.sent_at = sent_at
        self.broker_at = broker_at
        self.text = text
        self.source = source
        self.case_id = case_id


class LibraryCase(Aggregate):
    @event("Opened")
    def __init__(self, *, id: UUID, profile_id: str, customer_id: str) -> None:
        self._id = id
        self.profile_id = profile_id
        self.customer_id = customer_id
        self.last_message: UUID | None = None
        self.last_added_at: datetime | None = None

    @event("MessageAttached")
    def attach(self, message_id: UUID, sent_at: datetime) -> None:
        self.last_message, self.last_added_at = message_id, sent_at


class LibraryIntake:
    """One event for the message and one for its case, and one more for the first of a pair."""

    def __init__(self, database: str, *, tuned: bool) -> None:
        """`tuned` leaves the garbage collector as the worker's process sets it."""
        self._tuned = tuned
        self._app: Application[UUID] = _Channel(env={**postgres_env(database), **STOCK})
        self._ids = Namespace("library")
        self._cases: dict[UUID, LibraryCase] = {}
        self._taken = 0

    def take(self, records: Sequence[Record], _: Meanwhile = NOTHING) -> Taken:
        """The library's recorder has no use for what could be done meanwhile."""
        if not self._tuned and not self._taken:
            gc.unfreeze()
            gc.set_threshold(*PYTHONS_OWN)
        self._taken += len(records)
        changed: dict[UUID, Aggregate] = {}
        for record in records:
            message, case = self._place(record, decode(record))
            changed[message.id] = message
            changed[case.id] = case
        processing: ProcessingEvent[UUID] = ProcessingEvent(Tracking("channel", self._taken))
        processing.collect_events(*changed.values())
        self._app._record(processing)
        offsets = {(each.topic_id, each.partition): each.offset + 1 for each in records}
        return Taken(Counter(attached=len(records)), offsets)

    def read_ahead(self, _: Sequence[Record]) -> Meanwhile:
        return NOTHING

    def forget(self) -> None:
        self._cases.clear()

    def _place(self, record: Record, incoming: object) -> tuple[LibraryMessage, LibraryCase]:
        assert isinstance(incoming, IncomingMessage)
        profile, customer = incoming.profile_id, incoming.customer_id
        case_id = self._ids.conversation(profile, customer)
        case = self._cases.get(case_id)
        if case is None:
            case = LibraryCase(id=case_id, profile_id=profile, customer_id=customer)
            self._cases[case_id] = case
        message = LibraryMessage(
            id=self._ids.message(profile, incoming.external_id),
            profile_id=profile,
            customer_id=customer,
            external_id=incoming.external_id,
            channel=incoming.channel,
            author=f"{incoming.author_kind}:{incoming.author_id}",
            direction=incoming.direction,
            sent_at=incoming.sent_at,
            broker_at=record.broker_time,
            text=incoming.content.text,
            source=f"{record.topic}:{record.partition}:{record.offset}",
            case_id=case_id,
        )
        case.attach(message.id, incoming.sent_at)
        return message, case


class _Channel(Application[UUID]):
    name = "Library"

    def construct_recorder(self) -> PostgresProcessRecorder:
        recorder = self.factory.process_recorder()
        assert isinstance(recorder, PostgresProcessRecorder)
        return recorder
