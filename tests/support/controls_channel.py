"""A channel's side: events as a connector would publish them, and the records that carry them."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from application.intake.records import Record
from domain.identity import record_key
from ingest.contracts.source import source_of

NOON = datetime(2030, 1, 7, 12, tzinfo=UTC)
TOPIC = "caseledger.channel.in"
STRUCTURED = (("content-type", b"application/cloudevents+json"),)
OUR_SIDE = ("agent", "bot", "system")


def hours(number: float) -> datetime:
    """So many hours after noon."""
    return NOON + timedelta(hours=number)


class Channel:
    """One profile on one channel; what it says goes onto one partition, one record after another.

    Records of a second channel on the same partition would collide: give it another one.
    """

    def __init__(
        self, profile: str = "care", channel: str = "email", *, partition: int = 0
    ) -> None:
        self.profile = profile
        self.channel = channel
        self.partition = partition
        self.topic_id = UUID(int=77)
        self.next_offset = 0

    def message(
        self,
        id: str,
        at: datetime = NOON,
        *,
        customer: str = "ann",
        by: str = "customer",
        direction: str | None = None,
        text: str | None = None,
        thread: dict[str, Any] | None = None,
        **more: Any,
    ) -> dict[str, Any]:
        """`by` is the author's kind; who it is follows from it."""
        if direction is None:
            direction = "out" if by in OUR_SIDE else "in"
        data: dict[str, Any] = {
            "channel": self.channel,
            "connector": "imap",
            "profile": self.profile,
            "customer": {"id": customer},
            "direction": direction,
            "private": True,
            "author": {"kind": by, "id": customer if by == "customer" else f"{by}-1"},
            "text": text if text is not None else f"text of {id}",
        }
        if thread is not None:
            data["thread"] = thread
        return self._event(id, at, "caseledger.channel.message.v1", data | more)

    def delivery(self, id: str, at: datetime = NOON, **data: Any) -> dict[str, Any]:
        data = {"profile": self.profile, "state": "read"} | data
        return self._event(id, at, "caseledger.channel.delivery.v1", data)

    def survey_answer(
        self, id: str, survey_id: str, at: datetime = NOON, *, customer: str = "ann", **data: Any
    ) -> dict[str, Any]:
        data = {
            "profile": self.profile,
            "survey_id": survey_id,
            "customer": {"id": customer},
            "kind": "csat",
            "value": 4,
        } | data
        return self._event(id, at, "caseledger.channel.survey-answer.v1", data)

    def record(
        self,
        event: dict[str, Any] | bytes,
        *,
        broker_at: datetime | None = None,
        key: bytes | str | None = "right",
        offset: int | None = None,
    ) -> Record:
        """Without `broker_at` the broker got it the moment it was sent."""
        if offset is None:
            offset, self.next_offset = self.next_offset, self.next_offset + 1
        if isinstance(event, bytes):
            value, sent_at, right = event, NOON, None
        else:
            value, sent_at = json.dumps(event).encode(), datetime.fromisoformat(event["time"])
            customer = event["data"].get("customer", {}).get("id", "")
            right = record_key(self.profile, customer).encode()
        return Record(
            topic=TOPIC,
            topic_id=self.topic_id,
            partition=self.partition,
            offset=offset,
            key=right if key == "right" else key if not isinstance(key, str) else key.encode(),
            value=value,
            headers=STRUCTURED,
            broker_time=broker_at or sent_at,
        )

    def records(self, *events: dict[str, Any]) -> list[Record]:
        return [self.record(event) for event in events]

    def _event(self, id: str, at: datetime, type: str, data: dict[str, Any]) -> dict[str, Any]:
        return {
            "specversion": "1.0",
            "id": id,
            "source": source_of(self.channel, self.profile),
            "type": type,
            "time": at.isoformat(),
            "data": data,
        }
