"""Which grouping value a case serves that a person makes: it takes nothing from another case."""

from __future__ import annotations

from uuid import UUID

from domain.conversation.aggregate import Conversation
from domain.policy.document import Policy
from domain.rules.location import is_grouped

PAIR = ""


def slot_by_hand(policy: Policy, conversation: Conversation, case_id: UUID) -> str:
    """The first case of a pair serves the pair, any further one only what names it.

    Where each author has one automatic case, a manual one takes messages one by one (Q-06).
    """
    if policy.grouping.one_open_case:
        return PAIR
    collects = policy.grouping.key != "rule_author"
    return PAIR if collects and not conversation.cases else slot_of_its_own(case_id)


def slot_of_child(conversation: Conversation, case_id: UUID) -> str:
    """A partner's answer comes without a thread, so his child serves the pair, whatever ended
    before; beside an open case it takes only what names it."""
    return PAIR if conversation.latest_open is None else slot_of_its_own(case_id)


def slot_of_follow_up(
    policy: Policy, conversation: Conversation, original_id: UUID, slot: str, case_id: UUID
) -> str:
    """Where the original was found, unless another case is found there by now."""
    if policy.grouping.one_open_case:
        return PAIR
    return slot if conversation.slots.get(slot) == original_id else slot_of_its_own(case_id)


def slot_when_escalated(policy: Policy, slot: str, case_id: UUID, *, private: bool) -> str:
    """The message's own `slot`, unless a message like it would have found no case there."""
    if policy.grouping.one_open_case:
        return slot
    collects = policy.grouping.key != "rule_author" and is_grouped(policy, private=private)
    return slot if collects else slot_of_its_own(case_id)


def slot_of_its_own(case_id: UUID) -> str:
    """A grouping value that no message comes with."""
    return f"case:{case_id}"
