"""One communication: what it said, once, and where it is now."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from domain.decision import Decision
from domain.kernel import Aggregate, Cause, Recorded, evolves
from domain.message.errors import (
    MessageAlreadyThere,
    MessageCannotMove,
    MessageNotInCase,
    MessageNotParked,
    OwnAnswerStays,
)
from domain.message.events import (
    DeliveryReported,
    MessageComposed,
    MessageEchoed,
    MessageEscalated,
    MessageIdentified,
    MessageLeftUnattached,
    MessageParked,
    MessageReceived,
    Recipient,
    RecordSource,
    Thread,
)
from domain.message.moving_events import Envelope, MessageMoved, MessageTakenOut, Reason


class Message(Aggregate):
    """`place` is attached, parked or unattached; an alias has none and points elsewhere."""

    def __init__(self, id: UUID) -> None:
        super().__init__(id)
        self.profile_id = ""
        self.customer_id = ""
        self.external_id: str | None = None
        self.direction = "out"
        self.author_kind = "agent"
        self.author_id = ""
        self.channel = ""
        self.content_hash: str | None = None
        self.place: str | None = None
        self.case_id: UUID | None = None
        self.occurred_at: datetime | None = None
        self.sent_at: datetime | None = None
        self.subject: str | None = None
        self.thread: Thread | None = None
        self.recipients: tuple[Recipient, ...] = ()
        self.private = True
        self.points_to: UUID | None = None
        self.composed = False
        self._receipt_ids: set[str] = set()
        self._echoes: set[str] = set()

    @property
    def from_customer(self) -> bool:
        return self.author_kind == "customer" and self.direction != "out"

    def receive(self, received: MessageReceived, *, cause: Cause) -> None:
        self.record(received, cause)

    def park(self, decision: Decision, *, cause: Cause) -> None:
        self.record(MessageParked(decision), cause)

    def leave_unattached(self, decision: Decision, *, cause: Cause) -> None:
        self.record(MessageLeftUnattached(decision), cause)

    def compose(self, composed: MessageComposed, *, cause: Cause) -> None:
        self.record(composed, cause)

    def identify(self, message_id: UUID, *, cause: Cause) -> None:
        self.record(MessageIdentified(message_id), cause)

    def escalate(self, case_id: UUID, *, cause: Cause) -> None:
        self.must_be_parked()
        self.record(MessageEscalated(case_id), cause)

    def must_be_parked(self) -> None:
        """Raises MessageNotParked: only what waits for a person can be escalated (E-24)."""
        if self.place != "parked":
            raise MessageNotParked(
                message_id=self.id, place=self.place or "an alias", case_id=self.case_id
            )

    def move(self, case_id: UUID, why: str, reason: Reason | None = None, *, cause: Cause) -> None:
        """Raises MessageCannotMove, MessageAlreadyThere."""
        was = self.place_of_its_own()
        if self.case_id == case_id:
            raise MessageAlreadyThere(message_id=self.id, case_id=case_id)
        self.record(MessageMoved(case_id, self.case_id, was, why, reason), cause)

    def place_of_its_own(self) -> str:
        """Raises MessageCannotMove: an alias of an answer of ours has none."""
        if self.place is None:
            raise MessageCannotMove(message_id=self.id, points_to=self.points_to)
        return self.place

    def take_out(self, decision: Decision, reason: Reason | None = None, *, cause: Cause) -> None:
        """Raises MessageNotInCase, OwnAnswerStays."""
        if self.case_id is None:
            raise MessageNotInCase(message_id=self.id, place=self.place or "an alias")
        if self.composed:
            raise OwnAnswerStays(message_id=self.id)
        place = "parked" if self.from_customer else "unattached"
        self.record(MessageTakenOut(self.case_id, place, decision, self._envelope(), reason), cause)

    def _envelope(self) -> Envelope:
        assert self.external_id is not None
        assert self.sent_at is not None
        return Envelope(
            profile_id=self.profile_id,
            customer_id=self.customer_id,
            external_id=self.external_id,
            channel=self.channel,
            direction=self.direction,
            author_kind=self.author_kind,
            author_id=self.author_id,
            sent_at=self.sent_at,
        )

    def echo(
        self, external_id: str, sent_at: datetime, source: RecordSource, *, cause: Cause
    ) -> bool:
        """False when this echo was seen before: a repetition, with no effect."""
        if external_id in self._echoes:
            return False
        self.record(MessageEchoed(external_id, sent_at, source), cause)
        return True

    def report_delivery(self, report: DeliveryReported, *, cause: Cause) -> bool:
        """False when this receipt was taken before: a repetition, with no effect."""
        if report.receipt_id in self._receipt_ids:
            return False
        self.record(report, cause)
        return True

    @evolves(MessageReceived)
    def _received(self, recorded: Recorded[MessageReceived]) -> None:
        event = recorded.event
        self.profile_id = event.profile_id
        self.customer_id = event.customer_id
        self.external_id = event.external_id
        self.direction = event.direction
        self.author_kind = event.author_kind
        self.author_id = event.author_id
        self.channel = event.channel
        self.content_hash = event.content_hash
        self.case_id = event.case_id
        self.place = "attached" if event.case_id is not None else None
        self.occurred_at = recorded.cause.occurred_at
        self.sent_at = event.sent_at
        self.subject = event.personal.subject
        self.recipients = event.personal.recipients
        self.thread = event.thread
        self.private = event.private

    @evolves(MessageParked)
    def _parked(self, _: Recorded[MessageParked]) -> None:
        self.place = "parked"

    @evolves(MessageLeftUnattached)
    def _left_unattached(self, _: Recorded[MessageLeftUnattached]) -> None:
        self.place = "unattached"

    @evolves(MessageEscalated)
    def _escalated(self, recorded: Recorded[MessageEscalated]) -> None:
        self.place = "attached"
        self.case_id = recorded.event.case_id

    @evolves(MessageComposed)
    def _composed(self, recorded: Recorded[MessageComposed]) -> None:
        event = recorded.event
        self.composed = True
        self.profile_id = event.profile_id
        self.customer_id = event.customer_id
        self.channel = event.channel
        self.author_id = event.author_id
        self.case_id = event.case_id
        self.place = "attached" if event.case_id is not None else "unattached"
        self.occurred_at = self.sent_at = recorded.cause.occurred_at
        self.subject = event.personal.subject

    @evolves(MessageMoved)
    def _moved(self, recorded: Recorded[MessageMoved]) -> None:
        self.place = "attached"
        self.case_id = recorded.event.case_id

    @evolves(MessageTakenOut)
    def _taken_out(self, recorded: Recorded[MessageTakenOut]) -> None:
        self.place = recorded.event.place
        self.case_id = None

    @evolves(MessageEchoed)
    def _echoed(self, recorded: Recorded[MessageEchoed]) -> None:
        self._echoes.add(recorded.event.external_id)

    @evolves(MessageIdentified)
    def _identified(self, recorded: Recorded[MessageIdentified]) -> None:
        self.points_to = recorded.event.message_id
        self.place = self.case_id = None

    @evolves(DeliveryReported)
    def _delivery_reported(self, recorded: Recorded[DeliveryReported]) -> None:
        self._receipt_ids.add(recorded.event.receipt_id)
