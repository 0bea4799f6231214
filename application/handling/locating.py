"""Whenever a contact's accounts change, the first of each profile keeps the cases of the others.

Where customers are platform accounts, none is joined to another (E-07, E-08).
"""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from application.unit import Unit
from domain.contact.aggregate import Contact
from domain.contact.events import Account
from domain.conversation.aggregate import Conversation
from domain.policy.document import Policy


def settle(contact: Contact, unit: Unit, *, left: Iterable[Account] = ()) -> None:
    """Takes `left` apart from the rest. Raises AnotherCaseIsOpen where two accounts of a profile
    have an open case and its policy allows one: merge or resolve first."""
    keepers = _keepers(contact.accounts, unit)
    wanted = {each.conversation_id: None for each in left} | keepers
    for id, keeper in wanted.items():
        _part(id, keeper, unit)
    for id, keeper in wanted.items():
        _join(id, keeper, unit)


def _keepers(accounts: Iterable[Account], unit: Unit) -> dict[UUID, UUID | None]:
    """Into which conversation each one is joined, None where it is not."""
    first: dict[str, UUID] = {}
    keepers: dict[UUID, UUID | None] = {}
    for each in accounts:
        main = first.setdefault(each.profile_id, each.conversation_id)
        apart = main == each.conversation_id or not _joins(_policy(each.profile_id, unit))
        keepers[each.conversation_id] = None if apart else main
    return keepers


def _part(id: UUID, keeper: UUID | None, unit: Unit) -> None:
    conversation = unit.get(Conversation, id)
    if conversation.joined_into not in (None, keeper):
        unit.get(Conversation, conversation.joined_into).let_go(conversation, cause=unit.cause)


def _join(id: UUID, keeper: UUID | None, unit: Unit) -> None:
    conversation = unit.get(Conversation, id)
    if keeper is not None and conversation.joined_into is None:
        grouping = _policy(conversation.profile_id, unit).grouping
        unit.get(Conversation, keeper).take_in(
            conversation, one_open_case=grouping.one_open_case, cause=unit.cause
        )


def _policy(profile_id: str, unit: Unit) -> Policy:
    return unit.book.current(unit, unit.book.profile(unit, profile_id)).policy


def _joins(policy: Policy) -> bool:
    return policy.identity.key != "platform_account"
