"""A record of the bus as it came, and why one could not be taken."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

import msgspec

from domain.message.incoming import Incoming


class Record(msgspec.Struct, frozen=True, gc=False):
    """Bytes and place of one Kafka record. `topic_id` is the broker's id of the topic."""

    topic: str
    topic_id: UUID
    partition: int
    offset: int
    key: bytes | None
    value: bytes | None
    headers: tuple[tuple[str, bytes], ...]
    broker_time: datetime


class Malformed(Exception):
    """The sender has to change something. `code` is stable; `field` and `rule` say what and why."""

    def __init__(self, code: str, *, field: str, rule: str) -> None:
        super().__init__(code, field, rule)
        self.code = code
        self.field = field
        self.rule = rule

    def __str__(self) -> str:
        return f"{self.code}: {self.field}: {self.rule}"


Decode = Callable[[Record], Incoming]
"""Raises `Malformed`; any other exception is a fault of ours."""
