"""Where merged cases lead, and which cases of others are a customer's own through a merge."""

from __future__ import annotations

from uuid import UUID

from application.policies.book import Reading
from domain.case.aggregate import Case
from domain.conversation.aggregate import Conversation
from domain.rules.location import follow_merges


def end_of(reading: Reading, case_id: UUID) -> UUID | None:
    """The case that a chain of merges ends in, mostly itself; None in a circle."""
    return follow_merges(case_id, lambda id: reading.get(Case, id).merged_into)


def own_case(reading: Reading, conversation: Conversation, case_id: UUID) -> UUID:
    """The case of this conversation that leads where `case_id` leads; else `case_id` itself.

    So whoever's case was merged into another belongs to that one too, and may name it.
    """
    if case_id in conversation.cases:
        return case_id
    end = end_of(reading, case_id)
    if end in conversation.cases:
        return end
    mine = (each for each in conversation.merged if end_of(reading, each) == end is not None)
    return next(mine, case_id)
