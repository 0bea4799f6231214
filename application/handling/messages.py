"""Answering in a case, and taking a parked message into one."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from application.assigning.assigning import assign_automatically
from application.handling.cases import Facts, facts_of
from application.handling.replying import Addressee, addressee_of
from application.intake.situating import slot_for, standing_of, where_found
from application.locking import work_under_lock
from application.opening import Beginning, open_case
from application.unit import Unit
from domain.case.aggregate import Case, visible
from domain.case.commands import AnswerCase, EscalateMessage
from domain.case.errors import CaseTakesNoMessages
from domain.case.events import MessageAttached
from domain.conversation.aggregate import Conversation
from domain.decision import RULES_VERSION, Decision
from domain.message.aggregate import Message
from domain.message.authors import author_kind_of, must_be_one_of_us
from domain.message.events import MessageComposed, MessageContent
from domain.policy.bound import BoundPolicy
from domain.profile.aggregate import Profile
from domain.rules.escalation import case_to_join
from domain.rules.participation import newly_addressed
from domain.rules.phase import LIVE, phase_of
from domain.rules.situation import Standing
from domain.rules.slots import slot_when_escalated


def answer(command: AnswerCase, unit: Unit, expected_version: int | None) -> Facts:
    """Record an answer. Raises NotOneOfUs, CaseTakesNoMessages after grace, CaseIsFinal,
    LockedByAnother, and what `addressee_of` does."""
    must_be_one_of_us(unit.cause.actor)
    case = unit.case(command.case_id)
    case.must_be_at(expected_version)
    case.must_not_be_final()
    phase, elapsed = phase_of(standing_of(case, unit, unit.book), unit.cause.occurred_at)
    if phase not in LIVE:
        raise CaseTakesNoMessages(case_id=case.id, number=case.number, phase=phase)
    to = addressee_of(case, command.in_reply_to, unit)
    work_under_lock(case, to.in_reply_to, unit)
    message = write(case, command.text, to, phase, elapsed, unit)
    return facts_of(case) | {
        "message_id": str(message.id),
        "delivery": "not sent yet",
        "to": to.customer_id,
        "in_reply_to": str(to.in_reply_to) if to.in_reply_to is not None else None,
    }


def write(
    case: Case,
    text: str,
    to: Addressee,
    phase: str,
    elapsed: float | None,
    unit: Unit,
) -> Message:
    """A message of ours; it is recorded, not sent."""
    actor = unit.cause.actor
    message = unit.get(Message, unit.ids.made_by(unit.command_id, "message"))
    message.compose(
        MessageComposed(
            profile_id=to.profile_id,
            customer_id=to.customer_id,
            channel=to.channel,
            kind="reply",
            author_id=actor,
            personal=MessageContent(text=visible(text, "text")),
            case_id=case.id,
            in_reply_to=to.in_reply_to,
        ),
        cause=unit.cause,
    )
    decision = by_command(case, phase, "answer", elapsed)
    kind = author_kind_of(actor)
    case.attach(MessageAttached(message.id, "out", kind, actor, decision), cause=unit.cause)
    return message


def escalate(command: EscalateMessage, unit: Unit, _: int | None) -> Facts:
    """Into an open case, or a new one of which it is the first message; `joined` says which.
    Where the policy says so, what waited before it comes first.

    A case in grace stays resolved. A merged case stands for the one where it leads. Raises
    UnknownMessage, MessageNotParked.
    """
    message = unit.message(command.message_id)
    message.must_be_parked()
    conversation = unit.conversation(message.profile_id, message.customer_id)
    profile = unit.book.profile(unit, message.profile_id)
    bound = unit.book.current(unit, profile)
    slot = slot_for(message.thread, conversation, bound, _standing(conversation.latest_open, unit))
    joined = case_to_join(
        bound.policy,
        private=message.private,
        at=unit.cause.occurred_at,
        latest_open=conversation.latest_open,
        by_slot=_standing(conversation.slots.get(where_found(slot, conversation)), unit),
    )
    adopted: list[Message] = []
    if joined is not None:
        case = unit.case(joined)
    else:
        case = _opened_for(message, slot, conversation, profile, bound, unit)
        adopted = _waiting_before(message, conversation, bound, unit)
    for each in (*adopted, message):
        each.escalate(case.id, cause=unit.cause)
        case.attach(_escalated(each, case), cause=unit.cause)
    return facts_of(case) | {
        "message_id": str(message.id),
        "adopted": [str(each.id) for each in adopted],
        "joined": "an open case" if joined is not None else "a new case",
    }


def _waiting_before(
    message: Message, conversation: Conversation, bound: BoundPolicy, unit: Unit
) -> list[Message]:
    """What was sent before it since the pair's last case ended, and waits still (X-E3)."""
    if not bound.policy.escalation.adopt_parked:
        return []
    waiting = (unit.message(each) for each in conversation.waiting if each != message.id)
    parked = [each for each in waiting if each.place == "parked" and _sent(each) < _sent(message)]
    return sorted(parked, key=_sent)


def _sent(message: Message) -> tuple[datetime, UUID]:
    assert message.sent_at is not None
    return message.sent_at, message.id


def _standing(case_id: UUID | None, unit: Unit) -> Standing | None:
    return standing_of(unit.case(case_id), unit, unit.book) if case_id is not None else None


def _opened_for(
    message: Message,
    slot: str,
    conversation: Conversation,
    profile: Profile,
    bound: BoundPolicy,
    unit: Unit,
) -> Case:
    assert profile.registered is not None
    case = unit.new_case()
    begin = Beginning(
        number=unit.number_for(case),
        origin="escalation",
        profile_id=message.profile_id,
        customer_id=message.customer_id,
        channel=message.channel,
        slot=slot_when_escalated(bound.policy, slot, case.id, private=message.private),
        group=profile.registered.group,
        title=message.subject,
    )
    entering = unit.adapting.entering(bound, begin.profile_id, unit)
    open_case(case, conversation, entering, begin, cause=unit.cause)
    rule = entering.bound.policy.assignment
    assign_automatically(case, rule, unit.definitions, unit, cause=unit.cause)
    return case


def _escalated(message: Message, case: Case) -> MessageAttached:
    return MessageAttached(
        message_id=message.id,
        direction=message.direction,
        author_kind=message.author_kind,
        author_id=message.author_id,
        decision=by_command(case, "none", "escalate", None),
        personal=newly_addressed(message.recipients, case, message.profile_id),
    )


def by_command(case: Case, phase: str, action: str, elapsed: float | None) -> Decision:
    assert case.policy is not None
    return Decision(
        phase=phase,
        action=action,
        policy_id=case.policy.policy_id,
        policy_version=case.policy.version,
        rules_version=RULES_VERSION,
        clock="command",
        slot=case.slot,
        elapsed=elapsed,
        located_case=case.id,
    )
