"""Makes a publishable record of one event, or says why it is none."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from application.intake.records import Malformed, Record
from domain.identity import record_key
from domain.message.incoming import Incoming, IncomingReceipt
from ingest.contracts.asyncapi import TOPIC
from ingest.decoding.decode import decode
from ingest.publishing.lines import Checked, Ready, Refused

HEADERS = (("content-type", b"application/cloudevents+json"),)
_NOWHERE = UUID(int=0)
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


def prepare(number: int, value: bytes) -> Checked:
    """Checked by the decoder that the consumer uses, so the two cannot disagree."""
    record = Record(TOPIC, _NOWHERE, 0, 0, None, value, HEADERS, _NEVER)
    try:
        incoming = decode(record)
    except Malformed as refusal:
        return Refused(number, refusal.code, refusal.field, refusal.rule)
    return Ready(number, key_of(incoming).encode(), value, HEADERS)


def key_of(incoming: Incoming) -> str:
    """`{profile}|{customer}`. A receipt names no customer: its key is `{profile}|{message}`."""
    if isinstance(incoming, IncomingReceipt):
        message = incoming.outbound_id or incoming.external_id or ""
        return record_key(incoming.profile_id, message)
    return record_key(incoming.profile_id, incoming.customer_id)
