"""Events and companions that transactions of these suites are made of."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from application.beside import PositionMove
from application.intake.records import Record
from domain.conversation.events import CaseSettled, ConversationStarted
from domain.kernel import Recorded
from tests.support.controls_channel import NOON
from tests.support.scenario import by

TOPIC_ID = UUID(int=77)
CAUSE = by("agent:ann")


def event(stream: UUID | None = None, version: int = 1) -> Recorded[Any]:
    what = ConversationStarted("care", "ann") if version == 1 else CaseSettled(UUID(int=9))
    return Recorded(stream or uuid4(), version, what, CAUSE)


def move(partition: int, expected: int | None, next_offset: int, **more: Any) -> PositionMove:
    given: dict[str, Any] = {
        "topic_id": TOPIC_ID,
        "partition": partition,
        "topic": "channel.in",
        "expected": expected,
        "next_offset": next_offset,
        "first_offset": 0,
        "gaps": 0,
        "duplicates": 0,
        "broker_time": NOON,
    }
    return PositionMove(**given | more)


def record(offset: int = 0, partition: int = 0, **more: Any) -> Record:
    given: dict[str, Any] = {
        "topic": "channel.in",
        "topic_id": TOPIC_ID,
        "partition": partition,
        "offset": offset,
        "key": b"care|\xff",
        "value": b"\x00\xff",
        "headers": (("h", b"\xfe"), ("h", b""), ("\u00fc", b"x")),
        "broker_time": NOON + timedelta(microseconds=1),
    }
    return Record(**given | more)
