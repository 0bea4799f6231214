"""What happens to messages in these tests."""

from __future__ import annotations

from uuid import UUID

from domain.decision import Decision
from domain.message import events as e
from tests.support.scenario import NOON

DECISION = Decision("none", "park", "plain", 1, 1, "channel")
SOURCE = e.RecordSource(UUID(int=3), 0, 7)
CASE = UUID(int=4)
RECEIVED = e.MessageReceived(
    profile_id="care",
    customer_id="ann",
    external_id="m-1",
    channel="email",
    connector="imap",
    direction="in",
    author_kind="customer",
    author_id="ann",
    private=True,
    sent_at=NOON,
    broker_at=NOON,
    content_hash="00",
    source=SOURCE,
    personal=e.MessageContent(text="hello", subject="Late"),
)
COMPOSED = e.MessageComposed(
    "care", "ann", "email", "reply", "agent:bob", e.MessageContent(text="hi"), case_id=CASE
)
