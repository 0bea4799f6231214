"""Whom an answer goes to, and which message it answers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

import msgspec

from application.handling.contents import HeldMessage, contents_of
from application.unit import Unit
from domain.case.aggregate import Case
from domain.message.aggregate import Message
from domain.message.reply_errors import (
    NobodyToAnswer,
    NotInThisCase,
    ReplyTargetRequired,
    SeveralAuthors,
)

Held = dict[UUID, HeldMessage]
BY_HAND = ("move", "escalate")


class Addressee(msgspec.Struct, frozen=True):
    profile_id: str
    customer_id: str
    channel: str
    in_reply_to: UUID | None = None


def addressee_of(case: Case, chosen: UUID | None, unit: Unit) -> Addressee:
    """Where the policy wants the message chosen: the author of the chosen one. Else the newest
    mention of the case's customer is answered, or of the author of the chosen one (Q-30); where a
    person has put several authors together, he says whose.

    Raises UnknownMessage, NotInThisCase, ReplyTargetRequired, SeveralAuthors, NobodyToAnswer.
    """
    held = _held(case, unit)
    message = unit.message(chosen) if chosen is not None else None
    if message is not None and message.id not in held:
        raise NotInThisCase(message_id=message.id, case_id=case.id, number=case.number)
    if unit.policy_of(case).chooses_what_to_answer:
        if message is None and held:
            raise ReplyTargetRequired(field="in_reply_to", case_id=case.id, number=case.number)
        return _answering(message) if message is not None else _customer_of(case)
    if message is not None:
        return _answering(_newest_of(_whose(message, unit), held, unit) or message)
    if case.origin == "manual" and unit.policy_of(case).grouping.manual_cross_author:
        return _only_author(case, held, unit)
    newest = _newest_of(unit.conversation_of(case).id, held, unit)
    return _answering(newest) if newest is not None else _customer_of(case)


def _held(case: Case, unit: Unit) -> Held:
    """What the case shows: its own messages, and those of cases that were merged into it."""
    held = contents_of(case, unit)
    for each in case.absorbed:
        held |= _held(unit.case(each), unit)
    return held


def _only_author(case: Case, held: Held, unit: Unit) -> Addressee:
    authors = {_whose(each, unit): each for each in reversed(list(_newest_first(held, unit)))}
    own = unit.conversation_of(case).id
    if set(authors) <= {own} and case.customer_id:
        return _answering(authors[own]) if own in authors else _customer_of(case)
    named = [(each.customer_id, each.profile_id) for each in authors.values()]
    if case.customer_id and own not in authors:
        named.insert(0, (case.customer_id, case.profile_id))
    if not named:
        raise NobodyToAnswer(case_id=case.id, number=case.number)
    if len(named) > 1:
        written = ", ".join(sorted(f"{customer} at {profile}" for customer, profile in named))
        raise SeveralAuthors(case_id=case.id, number=case.number, authors=written)
    return _answering(next(iter(authors.values())))


def _newest_of(conversation: UUID, held: Held, unit: Unit) -> Message | None:
    mentions = _newest_first(held, unit)
    return next((each for each in mentions if _whose(each, unit) == conversation), None)


def _newest_first(held: Held, unit: Unit) -> Iterator[Message]:
    """Customers' messages by the time at which they were written; machines' answers count not."""
    theirs = [each for each in held.values() if each.from_customer and _counts(each)]
    ordered = sorted(theirs, key=lambda each: _written_at(each, unit))
    return (unit.message(each.attached.message_id) for each in reversed(ordered))


def _counts(held: HeldMessage) -> bool:
    return held.attached.counts_for_idle


def _written_at(held: HeldMessage, unit: Unit) -> datetime:
    """What a person put there was written before he did."""
    if held.attached.decision.action not in BY_HAND:
        return held.counted_at
    return unit.message(held.attached.message_id).occurred_at or held.counted_at


def _whose(message: Message, unit: Unit) -> UUID:
    """Of joined accounts, the conversation that keeps their cases."""
    return unit.conversation(message.profile_id, message.customer_id).id


def _answering(message: Message) -> Addressee:
    return Addressee(message.profile_id, message.customer_id, message.channel, message.id)


def _customer_of(case: Case) -> Addressee:
    return Addressee(case.profile_id, case.customer_id, case.channel)
