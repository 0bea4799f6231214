"""Which cases of a profile are open, as the log has it this moment."""

from __future__ import annotations

from collections.abc import Iterator

from application.looking.streams import Streams
from domain.conversation.aggregate import Conversation
from domain.conversation.events import ConversationStarted


def open_conversations(streams: Streams, profile_id: str) -> Iterator[Conversation]:
    """Conversations that hold open cases. Reads all of the profile's, once each."""
    ids = (
        at.recorded.originator_id
        for at in streams.all_of(ConversationStarted.TOPIC)
        if at.recorded.event.profile_id == profile_id
    )
    return (each for each in streams.many(Conversation, ids) if each.open_cases)
