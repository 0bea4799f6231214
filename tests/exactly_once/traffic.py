"""Records as channels publish them, and what must become of them, known without the engine."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime, timedelta

import msgspec

from domain.identity import record_key
from tests.support.controls_channel import STRUCTURED, Channel

PROFILE = "care"
CUSTOMERS = 23


class Sent(msgspec.Struct, frozen=True):
    """`external_id` is None for what cannot become a message."""

    key: bytes
    value: bytes
    external_id: str | None

    @property
    def headers(self) -> list[tuple[str, bytes]]:
        return list(STRUCTURED)


class Traffic:
    """Every tenth record is no message at all, every seventh is written by an agent."""

    def __init__(self, begin: datetime) -> None:
        self._begin = begin
        self._channel = Channel(PROFILE)
        self._next = 0

    def take(self, count: int) -> list[Sent]:
        return [self._one() for _ in range(count)]

    def of(self, customer: str, count: int) -> list[Sent]:
        return [self._message(customer, by="customer") for _ in range(count)]

    def _one(self) -> Sent:
        customer = f"customer-{self._next % CUSTOMERS}"
        if self._next % 10 == 9:
            self._next += 1
            return Sent(record_key(PROFILE, customer).encode(), b'{"not": "an event"}', None)
        return self._message(customer, by="agent" if self._next % 7 == 6 else "customer")

    def _message(self, customer: str, *, by: str) -> Sent:
        number, self._next = self._next, self._next + 1
        at = self._begin + timedelta(milliseconds=100 * number)
        event = self._channel.message(f"message-{number}", at, customer=customer, by=by)
        key = record_key(PROFILE, customer).encode()
        return Sent(key, json.dumps(event).encode(), event["id"])


def external_ids(sent: Sequence[Sent]) -> set[str]:
    return {each.external_id for each in sent if each.external_id is not None}
