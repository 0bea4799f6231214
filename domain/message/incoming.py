"""What a channel told us, in our words and free of any wire format."""

from __future__ import annotations

from datetime import datetime

import msgspec

from domain.message.events import MessageContent, Thread


class IncomingMessage(msgspec.Struct, frozen=True, gc=False):
    """A message as its connector reported it. `sent_at` is the channel's own, aware, in UTC.

    `direction` is in, out or transferred; `author_kind` customer, agent, bot, system or
    third_party.
    """

    profile_id: str
    external_id: str
    customer_id: str
    channel: str
    connector: str
    direction: str
    private: bool
    author_kind: str
    author_id: str
    sent_at: datetime
    content: MessageContent
    thread: Thread | None = None
    outbound_id: str | None = None
    service: str | None = None
    stream: str | None = None
    language: str | None = None
    auto_submitted: bool = False

    @property
    def from_customer(self) -> bool:
        return self.author_kind == "customer" and self.direction != "out"


class IncomingReceipt(msgspec.Struct, frozen=True, gc=False):
    """What became of a message of ours: `state` is sent, delivered, read or failed."""

    receipt_id: str
    profile_id: str
    channel: str
    state: str
    reported_at: datetime
    outbound_id: str | None = None
    external_id: str | None = None
    reason: str | None = None


class IncomingSurveyAnswer(msgspec.Struct, frozen=True, gc=False):
    """A customer's answer to a survey of ours."""

    answer_id: str
    profile_id: str
    channel: str
    customer_id: str
    survey_id: str
    kind: str
    value: str
    answered_at: datetime
    comment: str | None = None


Incoming = IncomingMessage | IncomingReceipt | IncomingSurveyAnswer
