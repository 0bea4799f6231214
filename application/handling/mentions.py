"""Whose messages a person may put into a case, and from where they are taken."""

from __future__ import annotations

from uuid import UUID

from application.merges import own_case
from application.unit import Unit
from domain.case.aggregate import Case
from domain.case.filing_errors import OtherAuthor
from domain.message.aggregate import Message
from domain.message.errors import MessageNotInCase
from domain.rules.participation import is_participant, lets_others_in


def must_admit(case: Case, message: Message, unit: Unit) -> None:
    """Its own customer's, those of whom a merge or a join made one with him, and those of people
    who take part; others' where the policy lets a person mix authors (Q-07). Raises OtherAuthor."""
    policy = unit.policy_of(case)
    if policy.grouping.manual_cross_author or message.place is None:
        return  # what has no place of its own cannot move at all
    conversation = unit.conversation(message.profile_id, message.customer_id)
    if own_case(unit, conversation, case.id) in conversation.cases:
        return
    accounts = {message.author_id, message.customer_id}
    if lets_others_in(policy) and is_participant(case, message.profile_id, accounts):
        return
    raise OtherAuthor(
        message_id=message.id,
        profile=message.profile_id,
        author=message.customer_id,
        case_id=case.id,
        number=case.number,
        policy=policy.id,
    )


def must_be_in(message: Message, case_id: UUID | None, unit: Unit) -> None:
    """None minds nothing. Raises UnknownCase, MessageNotInCase, saying where it is."""
    if case_id is None or message.case_id == case_id:
        return
    number = unit.case(case_id).number
    raise MessageNotInCase(message_id=message.id, number=number, place=where_is(message, unit))


def where_is(message: Message, unit: Unit) -> str:
    """In words: `case 1001`, parked, unattached, or an alias of another."""
    if message.case_id is not None:
        return f"case {unit.case(message.case_id).number}"
    return message.place or "an alias"
