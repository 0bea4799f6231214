"""What can happen to one message. Published fields never change; old payloads are upcast."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import msgspec

from domain.decision import Decision
from domain.kernel import Event


class RecordSource(msgspec.Struct, frozen=True, gc=False):
    """The Kafka record that an event came from. `topic_id` survives no deletion of the topic."""

    topic_id: UUID
    partition: int
    offset: int


class Recipient(msgspec.Struct, frozen=True, gc=False):
    role: str
    id: str


class Attachment(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """`size` in bytes."""

    name: str
    media_type: str | None = None
    size: int | None = None
    url: str | None = None


class MessageContent(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """Everything personal about a message, in one place."""

    text: str | None = None
    html: str | None = None
    subject: str | None = None
    author_name: str | None = None
    customer_name: str | None = None
    customer_first_name: str | None = None
    customer_last_name: str | None = None
    customer_email: str | None = None
    customer_phone: str | None = None
    recipients: tuple[Recipient, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    headers: dict[str, str] = {}


class Thread(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """Where the channel says that a message belongs. All ids are the channel's."""

    id: str | None = None
    in_reply_to: str | None = None
    references: tuple[str, ...] = ()
    case_number: str | None = None


class MessageReceived(Event, frozen=True):
    """A channel's message was taken. `case_id` is the case it joined in the same transaction;
    without one, `MessageParked` or `MessageLeftUnattached` follows at version 2.

    `sent_at` is the channel's time, `broker_at` the record's. `second_copy_of` names the message
    with the same external id and other content. `key` is `matched`, `missing` or `different`.
    """

    TOPIC = "message.received"

    profile_id: str
    customer_id: str
    external_id: str
    channel: str
    connector: str
    direction: str
    author_kind: str
    author_id: str
    private: bool
    sent_at: datetime
    broker_at: datetime
    content_hash: str
    source: RecordSource
    personal: MessageContent
    case_id: UUID | None = None
    thread: Thread | None = None
    service: str | None = None
    stream: str | None = None
    language: str | None = None
    auto_submitted: bool = False
    outbound_id: str | None = None
    second_copy_of: UUID | None = None
    key: str = "matched"


class MessageParked(Event, frozen=True):
    """A customer's message waits for a person (E-23)."""

    TOPIC = "message.parked"

    decision: Decision


class MessageLeftUnattached(Event, frozen=True):
    """An agent's, bot's or third party's message found no live case. It waits for nobody."""

    TOPIC = "message.left_unattached"

    decision: Decision


class MessageEscalated(Event, frozen=True):
    """A person took a parked message into a case (E-24)."""

    TOPIC = "message.escalated"

    case_id: UUID


class MessageComposed(Event, frozen=True):
    """We wrote a message ourselves; `kind` is `reply` (a person's), `automatic`, or `call`: an
    outgoing call that was asked for.

    It is recorded, not sent. `in_reply_to` is the message of ours or theirs that it answers.
    """

    TOPIC = "message.composed"

    profile_id: str
    customer_id: str
    channel: str
    kind: str
    author_id: str
    personal: MessageContent
    case_id: UUID | None = None
    in_reply_to: UUID | None = None


class MessageEchoed(Event, frozen=True):
    """The connector showed us our own message on the channel, under the channel's id."""

    TOPIC = "message.echoed"

    external_id: str
    sent_at: datetime
    source: RecordSource


class MessageIdentified(Event, frozen=True):
    """The stream of an external id points to the message of ours that bears it, so that a
    customer's In-Reply-To, a receipt or a second echo finds it. What was received there before our
    id was known is kept, flagged as its copy, and counted no more."""

    TOPIC = "message.identified"

    message_id: UUID


class DeliveryReported(Event, frozen=True):
    """A connector's receipt: `state` is sent, delivered, read or failed.

    `receipt_id` is the CloudEvent's source and id: the same receipt counts once.
    """

    TOPIC = "message.delivery_reported"

    receipt_id: str
    state: str
    source: RecordSource
    reason: str | None = None
