from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

import msgspec
import pytest
from eventsourcing.persistence import StoredEvent

from application.mapper import EventMapper
from domain.kernel import Event, Recorded
from tests.support.controls_channel import NOON
from tests.support.scenario import by

ONE = UUID(int=1)


class ParcelMoved(Event, frozen=True):
    """Version 1 had `place`, version 2 called it `town`, version 3 knows the country."""

    TOPIC = "parcel.moved"
    VERSION: ClassVar[int] = 3

    town: str
    country: str

    @staticmethod
    def upcast_v1_v2(event: dict[str, Any]) -> None:
        event["town"] = event.pop("place")

    @staticmethod
    def upcast_v2_v3(event: dict[str, Any]) -> None:
        event["country"] = "unknown"


MAPPER = EventMapper([ParcelMoved], lambda: NOON)
TODAY = Recorded(ONE, 1, ParcelMoved("Berlin", "DE"), by("agent:ann"))


def stored(version: int, event: dict[str, Any]) -> StoredEvent:
    row = MAPPER.to_stored_event(TODAY)
    raw = msgspec.json.decode(row.state) | {"v": version, "event": event}
    return StoredEvent(ONE, 1, row.topic, msgspec.json.encode(raw))


@pytest.mark.parametrize(("version", "event"), [(1, {"place": "Berlin"}), (2, {"town": "Berlin"})])
def test_old_bytes_are_read_as_todays_event(version: int, event: dict[str, Any]) -> None:
    read = MAPPER.to_domain_event(stored(version, event))
    assert read.event == ParcelMoved("Berlin", "unknown")
    assert (read.cause, read.recorded_at) == (TODAY.cause, NOON)


def test_todays_bytes_are_read_as_they_were_written() -> None:
    read = MAPPER.to_domain_event(MAPPER.to_stored_event(TODAY))
    assert (read.event, read.originator_id, read.originator_version) == (TODAY.event, ONE, 1)


def test_one_transaction_has_one_time() -> None:
    times = iter([NOON])
    mapper = EventMapper([ParcelMoved], lambda: next(times))
    assert len(mapper.to_stored_events([TODAY, TODAY])) == 2


def test_a_topic_nobody_knows_is_said_aloud() -> None:
    unknown = StoredEvent(ONE, 1, "parcel.lost", b"{}")
    with pytest.raises(KeyError):
        MAPPER.to_domain_event(unknown)
