"""`caseledger.channel.delivery.v1`: what became of a message of ours."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import ConfigDict, model_validator
from pydantic_core import PydanticCustomError

from ingest.contracts.cloudevent import ChannelEvent
from ingest.contracts.message import Part
from ingest.contracts.text import ExternalId, ProfileId, Text

DELIVERY = "caseledger.channel.delivery.v1"


class DeliveryData(Part):
    """Names the message by `outbound_id` (ours), by `external_id` (the channel's), or by both."""

    model_config = ConfigDict(
        json_schema_extra={
            "anyOf": [{"required": ["outbound_id"]}, {"required": ["external_id"]}],
        }
    )

    profile: ProfileId
    state: Literal["sent", "delivered", "read", "failed"]
    outbound_id: ExternalId | None = None
    external_id: ExternalId | None = None
    reason: Text | None = None

    @model_validator(mode="after")
    def _names_a_message(self) -> Self:
        if self.outbound_id is None and self.external_id is None:
            raise PydanticCustomError(
                "missing_one_of", "needs outbound_id or external_id", {"field": "outbound_id"}
            )
        return self


class DeliveryEvent(ChannelEvent):
    """`id` is the receipt's own id: the same source and id counts once."""

    type: Literal["caseledger.channel.delivery.v1"]
    data: DeliveryData
