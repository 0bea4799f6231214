"""Which conversation keeps the cases of a pair: its own, until a join of contacts says another."""

from __future__ import annotations

from uuid import UUID

from application.policies.book import Reading
from domain.case.aggregate import Case
from domain.conversation.aggregate import Conversation


def keeper(reading: Reading, conversation_id: UUID) -> Conversation:
    """Joins are flat: the keeper of others is never joined itself."""
    own = reading.get(Conversation, conversation_id)
    return own if own.joined_into is None else reading.get(Conversation, own.joined_into)


def keeper_of(reading: Reading, case: Case) -> Conversation:
    assert case.conversation_id is not None
    return keeper(reading, case.conversation_id)
