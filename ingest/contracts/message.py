"""`caseledger.channel.message.v1`: a message that a channel saw, ours or somebody else's."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from ingest.contracts.cloudevent import ChannelEvent
from ingest.contracts.text import (
    AccountId,
    ExternalId,
    Name,
    ProfileId,
    ReferenceId,
    ShortText,
    Text,
    Url,
)

MESSAGE = "caseledger.channel.message.v1"


class Part(BaseModel):
    """Data of ours: unknown fields are tolerated and left out."""

    model_config = ConfigDict(frozen=True, strict=True, extra="ignore")


class Customer(Part):
    """The account on the platform whose conversation this is, also when somebody else writes."""

    id: AccountId
    name: ShortText | None = None
    first_name: ShortText | None = None
    last_name: ShortText | None = None
    email: ShortText | None = None
    phone: ShortText | None = None


class Author(Part):
    """Who wrote it."""

    kind: Literal["customer", "agent", "bot", "system", "third_party"]
    id: AccountId
    name: ShortText | None = None


class RecipientOfMessage(Part):
    role: Literal["to", "cc", "bcc"]
    id: AccountId


class ThreadOfMessage(Part):
    """Where the channel says that the message belongs; every id is the channel's."""

    id: ReferenceId | None = None
    in_reply_to: ReferenceId | None = None
    references: Annotated[list[ReferenceId], Field(max_length=1000)] | None = None
    subject: Text | None = None
    case_number: Name | None = None


class AttachedFile(Part):
    """A file that came along, by reference. `size` is in bytes."""

    name: ShortText
    media_type: ShortText | None = None
    size: Annotated[int, Field(ge=0, le=2**53 - 1)] | None = None
    url: Url | None = None


class MessageData(Part):
    channel: Name
    connector: Name
    profile: ProfileId
    customer: Customer
    direction: Literal["in", "out", "transferred"]
    private: Annotated[bool, Field(description="A conversation between two, seen by nobody else.")]
    author: Author
    service: Name | None = None
    stream: Name | None = None
    recipients: Annotated[list[RecipientOfMessage], Field(max_length=1000)] | None = None
    outbound_id: Annotated[
        ExternalId | None, Field(description="Our own id, when a connector echoes what we sent.")
    ] = None
    thread: ThreadOfMessage | None = None
    text: Text | None = None
    html: Text | None = None
    attachments: Annotated[list[AttachedFile], Field(max_length=200)] | None = None
    headers: (
        Annotated[
            dict[Annotated[Text, Field(min_length=1, max_length=200)], Text], Field(max_length=500)
        ]
        | None
    ) = None
    auto_submitted: bool | None = None
    language: Name | None = None


class MessageEvent(ChannelEvent):
    """`id` is the message's id on the channel: the same profile and id is the same message."""

    type: Literal["caseledger.channel.message.v1"]
    data: MessageData
