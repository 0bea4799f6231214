"""Between a message of the simulation and the Kafka record that a connector would send."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec

from domain.identity import record_key
from ingest.contracts.source import source_of
from ingest.simulation import notes
from ingest.simulation.cast import SimulatedProfile
from ingest.simulation.intents import AnswerOpenCase
from ingest.simulation.steps import Headers, Publish

MESSAGE = "caseledger.channel.message.v1"
DELIVERY = "caseledger.channel.delivery.v1"
STRUCTURED = (("content-type", b"application/cloudevents+json; charset=utf-8"),)

encode = msgspec.json.Encoder().encode


class Draft(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A CloudEvent before it becomes bytes. `at` is when it is published, `sent_at` its `time`."""

    at: datetime
    profile: SimulatedProfile
    customer_id: str
    id: str
    sent_at: datetime
    data: dict[str, Any]
    note: str
    type: str = MESSAGE

    @property
    def key(self) -> bytes:
        return record_key(self.profile.profile_id, self.customer_id).encode()


def attributes(draft: Draft) -> dict[str, str]:
    return {
        "specversion": "1.0",
        "id": draft.id,
        "source": source_of(draft.profile.channel, draft.profile.profile_id),
        "type": draft.type,
        "time": instant(draft.sent_at),
    }


def envelope(draft: Draft) -> dict[str, Any]:
    return {**attributes(draft), "datacontenttype": "application/json", "data": draft.data}


def structured(draft: Draft) -> Publish:
    return publish(draft, encode(envelope(draft)), STRUCTURED)


def binary(draft: Draft) -> Publish:
    """Attributes as `ce_` headers, the data alone as value."""
    headers = tuple((f"ce_{name}", text.encode()) for name, text in attributes(draft).items())
    return publish(draft, encode(draft.data), (("content-type", b"application/json"), *headers))


def publish(draft: Draft, value: bytes | None, headers: Headers) -> Publish:
    return Publish(draft.at, draft.profile.profile_id, draft.key, value, headers, draft.note)


def echo(
    intent: AnswerOpenCase, outbound_id: str, *, profile: SimulatedProfile, agent: str, at: datetime
) -> Publish:
    """The connector shows us the answer that we gave it to send, under the channel's own id."""
    data = {
        "channel": profile.channel,
        "connector": profile.connector,
        "profile": profile.profile_id,
        "customer": {"id": intent.customer_id},
        "direction": "out",
        "private": True,
        "author": {"kind": "agent", "id": agent},
        "outbound_id": outbound_id,
        "text": intent.text,
    }
    return structured(
        Draft(
            at=at,
            profile=profile,
            customer_id=intent.customer_id,
            id=intent.external_id,
            sent_at=at,
            data=data,
            note=notes.ECHO,
        )
    )


def instant(at: datetime) -> str:
    """RFC 3339 in milliseconds; `at` is UTC."""
    return f"{at.replace(tzinfo=None).isoformat(timespec='milliseconds')}Z"
