"""Putting messages elsewhere: into another case, into a new one, or back to wait for a person."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from application.definitions.adapting import Entering
from application.handling.cases import Facts, facts_of
from application.handling.contents import HeldMessage, contents_of, live_case, place_in_case
from application.handling.mentions import must_admit, must_be_in, where_is
from application.handling.messages import by_command
from application.locking import must_not_be_locked
from application.opening import Beginning, open_case
from application.unit import Unit
from domain.case.aggregate import Case
from domain.case.events import MessageAttached
from domain.case.merging_commands import DetachMessage, MoveMessage, SplitCase
from domain.message.aggregate import Message
from domain.message.errors import MessageAlreadyThere, MessageNotInCase
from domain.message.moving_events import Reason
from domain.rules.participation import newly_addressed
from domain.rules.slots import slot_by_hand


def move(command: MoveMessage, unit: Unit, expected_version: int | None) -> Facts:
    """Into a case, or where that was merged; its clock of silence starts anew (Q-27), its status
    stays. `expected_version` is that of the case named. Raises CaseIsFinal, CaseIsMerged,
    MessageAlreadyThere, MessageCannotMove, MessageNotInCase, OtherAuthor."""
    message = unit.message(command.message_id)
    message.place_of_its_own()
    unit.case(command.case_id).must_be_at(expected_version)
    case = live_case(command.case_id, unit)
    must_be_in(message, command.from_id, unit)
    must_admit(case, message, unit)
    came_from = where_is(message, unit)
    move_into(message, case, unit, reason=_reason(command.reason))
    return facts_of(case) | {"message_id": str(message.id), "came_from": came_from}


def move_into(message: Message, case: Case, unit: Unit, *, reason: Reason | None = None) -> None:
    """From wherever it is. What the case's policy says about strangers is for the caller."""
    case.must_not_be_final()
    if message.case_id == case.id:
        raise MessageAlreadyThere(message_id=message.id, case_id=case.id, number=case.number)
    counted_at = None
    if message.case_id is not None:
        left, held = place_in_case(message, unit)
        must_not_be_locked(left, message.id, unit)
        left.detach(held.leaving("moved", case), cause=unit.cause)
        counted_at = held.counted_at
    message.move(case.id, "moved", reason, cause=unit.cause)
    case.attach(_attached(message, case, "move", counted_at), cause=unit.cause)


def detach(command: DetachMessage, unit: Unit, expected_version: int | None) -> Facts:
    """`expected_version` is that of the case it is in. Raises MessageNotInCase, OwnAnswerStays,
    CaseIsMerged."""
    message = unit.message(command.message_id)
    must_be_in(message, command.from_id, unit)
    case, held = place_in_case(message, unit)
    case.must_be_at(expected_version)
    must_not_be_locked(case, message.id, unit)
    decision = by_command(case, "none", "take_out", None)
    message.take_out(decision, _reason(command.reason), cause=unit.cause)
    case.detach(held.leaving("removed"), cause=unit.cause)
    return facts_of(case) | {"message_id": str(message.id), "place": message.place}


def split(command: SplitCase, unit: Unit, expected_version: int | None) -> Facts:
    """The message and all that were sent after it, of both directions, go to a new case of the
    same customer and policy; links stay. Raises MessageNotInCase, CaseIsMerged, NothingWouldStay,
    AnotherCaseIsOpen."""
    case, first = unit.case(command.case_id), unit.message(command.message_id)
    case.must_be_at(expected_version)
    case.must_not_be_merged()
    if first.case_id != case.id:
        raise MessageNotInCase(message_id=first.id, place=first.place or "an alias")
    held = contents_of(case, unit)
    going = _from_on(first, [unit.message(each) for each in held])
    new = unit.new_case()
    number = unit.number_for(new)
    case.split_off(new.id, number, first.id, len(going), len(held), cause=unit.cause)
    _open_beside(new, number, case, first.subject, unit)
    new.come_from(case.id, case.number, first.id, len(going), cause=unit.cause)
    for message in going:
        _split_off(message, held[message.id], case, new, unit)
    return facts_of(new) | {"split_from": case.number, "messages": len(going)}


def _from_on(first: Message, messages: Sequence[Message]) -> list[Message]:
    """In the order in which a case shows them."""

    def order(message: Message) -> tuple[datetime, UUID]:
        assert message.sent_at is not None
        return message.sent_at, message.id

    return sorted((each for each in messages if order(each) >= order(first)), key=order)


def _open_beside(new: Case, number: str, case: Case, subject: str | None, unit: Unit) -> None:
    conversation, bound = unit.conversation_of(case), unit.adapting.bound_of(case, unit)
    entering = Entering(bound, case.queue, case.case_type, case.process)
    begin = Beginning(
        number=number,
        origin="split",
        profile_id=case.profile_id,
        customer_id=case.customer_id,
        channel=case.channel,
        slot=slot_by_hand(bound.policy, conversation, new.id),
        group=case.group,
        assignee=case.assignee,
        priority=case.priority,
        labels=tuple(case.labels),
        fields=dict(case.fields),
        title=subject or case.title,
        from_case=case.id,
        from_number=case.number,
    )
    open_case(new, conversation, entering, begin, cause=unit.cause)


def _split_off(message: Message, held: HeldMessage, case: Case, new: Case, unit: Unit) -> None:
    case.detach(held.leaving("split", new), cause=unit.cause)
    message.move(new.id, "split", cause=unit.cause)
    attached = _attached(message, new, "split", held.counted_at)
    new.attach(attached, cause=unit.cause)


def _attached(
    message: Message, case: Case, action: str, counted_at: datetime | None
) -> MessageAttached:
    return MessageAttached(
        message_id=message.id,
        direction=message.direction,
        author_kind=message.author_kind,
        author_id=message.author_id,
        decision=by_command(case, "none", action, None),
        counted_at=counted_at,
        personal=newly_addressed(message.recipients, case, message.profile_id),
    )


def _reason(text: str | None) -> Reason | None:
    return Reason(text) if text is not None else None
