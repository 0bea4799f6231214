"""Decides about one decoded record. Pure but for the aggregates that the session hands out."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import msgspec

from application.assigning.holding import holdings_of
from application.beside import Repetition
from application.conversations import keeper
from application.definitions.adapting import Adapting
from application.definitions.book import DefinitionBook
from application.intake.answering import surveyed, take_answer
from application.intake.placing import Placing
from application.intake.records import Malformed, Record
from application.intake.session import Session
from application.intake.situating import situation_of
from application.intake.verdict import Verdict
from application.places import places_of
from application.policies.book import PolicyBook
from domain.case.aggregate import Case
from domain.case.events import MessageDetached, SurveyAnswered, SurveyComment
from domain.identity import record_key
from domain.kernel import Cause
from domain.message.aggregate import Message
from domain.message.content import content_hash
from domain.message.events import DeliveryReported, MessageReceived, RecordSource
from domain.message.incoming import (
    Incoming,
    IncomingMessage,
    IncomingReceipt,
    IncomingSurveyAnswer,
)
from domain.profile.aggregate import Profile
from domain.rules.clock import clock_for
from domain.rules.routing import route


class Deciding:
    """Raises Malformed for what the sender has to change; anything else is a fault of ours."""

    def __init__(self, book: PolicyBook, definitions: DefinitionBook) -> None:
        self._book = book
        self._adapting = Adapting(book, definitions)

    def decide(self, record: Record, incoming: Incoming, session: Session) -> Verdict:
        profile = self._profile(incoming, session)
        if isinstance(incoming, IncomingMessage):
            outcome = self._message(record, incoming, profile, session)
        elif isinstance(incoming, IncomingReceipt):
            outcome = self._receipt(record, incoming, profile, session)
        else:
            outcome = self._survey_answer(record, incoming, profile, session)
        if isinstance(outcome, UUID):
            return Verdict("duplicate", reads=session.reads, repetition=Repetition(record, outcome))
        events = session.collect()
        places = places_of(session.touched, events)
        return Verdict(
            outcome,
            session.reads,
            events,
            session.numbers,
            places=places,
            holdings=holdings_of(session.touched),
            loads=session.loads_seen,
        )

    def _profile(self, incoming: Incoming, session: Session) -> Profile:
        profile = session.get(Profile, session.ids.profile(incoming.profile_id))
        registered = profile.registered
        if registered is None:
            rule = f"no profile {incoming.profile_id!r} is registered"
            raise Malformed("unknown_profile", field="data.profile", rule=rule)
        if registered.channel != incoming.channel:
            rule = f"profile {incoming.profile_id!r} is registered on {registered.channel!r}"
            raise Malformed("channel_mismatch", field="data.channel", rule=rule)
        return profile

    def _message(
        self, record: Record, incoming: IncomingMessage, profile: Profile, session: Session
    ) -> str | UUID:
        """The outcome word, or the id of the message that this record repeats."""
        message_id = session.ids.message(incoming.profile_id, incoming.external_id)
        known = session.get(Message, message_id)
        ours = self._echoed(incoming, known, session)
        if ours is not None:
            return self._echo(record, incoming, profile, ours, known, session)
        hashed = content_hash(incoming, session.hash_key)
        second_copy_of = None
        if known.version:
            if known.content_hash == hashed:
                return known.id
            second_copy_of = known.id
            known = session.get(
                Message,
                session.ids.second_copy(incoming.profile_id, incoming.external_id, hashed),
            )
            if known.version:
                return known.id
        return self._take(record, incoming, profile, session, known, hashed, second_copy_of)

    def _echoed(
        self, incoming: IncomingMessage, known: Message, session: Session
    ) -> Message | None:
        """The message of ours that the connector shows us, by our own id or by the channel's.

        What a customer wrote is never ours, whatever ids it comes with: it would be lost.
        """
        if incoming.from_customer:
            return None
        if known.points_to is not None:
            return session.get(Message, known.points_to)
        outbound = _uuid(incoming.outbound_id)
        if outbound is None:
            return None
        ours = session.find(Message, outbound)
        return (
            ours
            if ours is not None and ours.composed and ours.profile_id == incoming.profile_id
            else None
        )

    def _echo(
        self,
        record: Record,
        incoming: IncomingMessage,
        profile: Profile,
        ours: Message,
        known: Message,
        session: Session,
    ) -> str | UUID:
        at, _ = clock_for(incoming.sent_at, record.broker_time, profile.allowed_lateness)
        cause = _cause(record, f"{incoming.author_kind}:{incoming.author_id}", at, ours.id)
        new = ours.echo(incoming.external_id, incoming.sent_at, _source(record), cause=cause)
        if not new:
            return ours.id
        if not known.version:
            known.identify(ours.id, cause=cause)
        elif known.points_to is None and not known.from_customer:
            self._recognise(known, ours, cause, session)
        return "applied"

    def _recognise(self, known: Message, ours: Message, cause: Cause, session: Session) -> None:
        """The channel showed our own message without our id before: it is one message, not two."""
        assert known.occurred_at is not None
        later = msgspec.structs.replace(
            cause, occurred_at=max(cause.occurred_at, known.occurred_at)
        )
        if known.case_id is not None:
            detached = MessageDetached(
                known.id, known.direction, known.author_kind, known.occurred_at, because="echo"
            )
            session.get(Case, known.case_id).detach(detached, cause=later)
        known.identify(ours.id, cause=later)

    def _take(
        self,
        record: Record,
        incoming: IncomingMessage,
        profile: Profile,
        session: Session,
        message: Message,
        hashed: str,
        second_copy_of: UUID | None,
    ) -> str:
        at, clock = clock_for(incoming.sent_at, record.broker_time, profile.allowed_lateness)
        pair = session.ids.conversation(incoming.profile_id, incoming.customer_id)
        conversation = keeper(session, pair)
        bound = self._book.current(session, profile)
        situation = situation_of(
            incoming,
            conversation,
            bound,
            at,
            clock,
            session,
            self._book,
            self._adapting.definitions,
            replies_open=profile.replies == "open",
        )
        cause = _cause(record, f"{incoming.author_kind}:{incoming.author_id}", at, message.id)
        placing = Placing(
            message,
            _received(record, incoming, hashed, second_copy_of),
            conversation,
            profile.registered.group if profile.registered is not None else None,
            cause,
            session,
            self._adapting,
        )
        return placing.carry_out(route(situation), bound)

    def _receipt(
        self, record: Record, incoming: IncomingReceipt, profile: Profile, session: Session
    ) -> str | UUID:
        message = self._sent(incoming, session)
        at, _ = clock_for(incoming.reported_at, record.broker_time, profile.allowed_lateness)
        cause = _cause(record, "connector:" + incoming.channel, at, message.id)
        report = DeliveryReported(
            incoming.receipt_id, incoming.state, _source(record), incoming.reason
        )
        return "applied" if message.report_delivery(report, cause=cause) else message.id

    def _sent(self, incoming: IncomingReceipt, session: Session) -> Message:
        by_outbound = _uuid(incoming.outbound_id)
        found = session.find(Message, by_outbound) if by_outbound is not None else None
        if (found is None or not found.place) and incoming.external_id is not None:
            found = session.get(
                Message, session.ids.message(incoming.profile_id, incoming.external_id)
            )
            if found.points_to is not None:
                found = session.get(Message, found.points_to)
        if found is None or not found.place or found.profile_id != incoming.profile_id:
            field = "outbound_id" if incoming.outbound_id is not None else "external_id"
            rule = f"no message {incoming.outbound_id or incoming.external_id!r} of this profile"
            raise Malformed("unknown_message", field=f"data.{field}", rule=rule)
        return found

    def _survey_answer(
        self, record: Record, incoming: IncomingSurveyAnswer, profile: Profile, session: Session
    ) -> str | UUID:
        case, survey_id = surveyed(incoming, session)
        answered = SurveyAnswered(
            survey_id,
            incoming.answer_id,
            incoming.kind,
            incoming.value,
            _source(record),
            SurveyComment(incoming.comment),
        )
        at, _ = clock_for(incoming.answered_at, record.broker_time, profile.allowed_lateness)
        cause = _cause(record, f"customer:{incoming.customer_id}", at, case.id)
        new = take_answer(case, answered, incoming, session, self._adapting, cause)
        return "applied" if new else case.id


def _received(
    record: Record, incoming: IncomingMessage, hashed: str, second_copy_of: UUID | None
) -> MessageReceived:
    return MessageReceived(
        profile_id=incoming.profile_id,
        customer_id=incoming.customer_id,
        external_id=incoming.external_id,
        channel=incoming.channel,
        connector=incoming.connector,
        direction=incoming.direction,
        author_kind=incoming.author_kind,
        author_id=incoming.author_id,
        private=incoming.private,
        sent_at=incoming.sent_at,
        broker_at=record.broker_time,
        content_hash=hashed,
        source=_source(record),
        personal=incoming.content,
        thread=incoming.thread,
        service=incoming.service,
        stream=incoming.stream,
        language=incoming.language,
        auto_submitted=incoming.auto_submitted,
        outbound_id=incoming.outbound_id,
        second_copy_of=second_copy_of,
        key=_key(record, incoming),
    )


def _key(record: Record, incoming: IncomingMessage) -> str:
    """Correctness never rests on the record's key; it is only told."""
    if record.key is None:
        return "missing"
    expected = record_key(incoming.profile_id, incoming.customer_id)
    return "matched" if record.key == expected.encode() else "different"


def _source(record: Record) -> RecordSource:
    return RecordSource(record.topic_id, record.partition, record.offset)


def _cause(record: Record, actor: str, at: datetime, about: UUID) -> Cause:
    place = f"{record.topic}:{record.partition}:{record.offset}"
    return Cause(actor, at, str(about), place)


def _uuid(text: str | None) -> UUID | None:
    try:
        return UUID(text) if text is not None else None
    except ValueError:
        return None
