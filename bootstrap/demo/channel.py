"""The way of a simulated record: through the broker, and past the stored positions."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from uuid import UUID

from kafka import KafkaProducer

from application.ledger import Ledger
from ingest.simulation.steps import Publish

LOOK_EVERY = 0.004
PATIENCE = 60.0

Places = Mapping[int, int]
"""Partition -> the offset after the last record."""


class IntakeStandsError(Exception):
    """Records were published, and nobody took them."""


class BrokerChannel:
    def __init__(
        self,
        producer: KafkaProducer,
        topic: str,
        topic_id: UUID,
        ledger: Ledger,
        *,
        alarm: Callable[[], None],
    ) -> None:
        """`alarm` raises when it makes no sense to wait any longer."""
        self._producer = producer
        self._topic = topic
        self._topic_id = topic_id
        self._ledger = ledger
        self._alarm = alarm

    def deliver(self, records: Sequence[Publish]) -> None:
        """Raises KafkaError, IntakeStandsError, or what the alarm raises."""
        places = self._publish(records)
        deadline = time.monotonic() + PATIENCE
        while not self._taken(places):
            self._alarm()
            if time.monotonic() > deadline:
                raise IntakeStandsError(f"no record was taken within {PATIENCE:.0f} s")
            time.sleep(LOOK_EVERY)

    def _publish(self, records: Sequence[Publish]) -> Places:
        sent = [
            self._producer.send(
                self._topic, value=each.value, key=each.key, headers=list(each.headers)
            )
            for each in records
        ]
        places: dict[int, int] = {}
        for each in sent:
            place = each.get(timeout=PATIENCE)
            places[place.partition] = max(places.get(place.partition, 0), place.offset + 1)
        return places

    def _taken(self, places: Places) -> bool:
        stored = {
            each.partition: each.next_offset
            for each in self._ledger.positions()
            if each.topic_id == self._topic_id
        }
        return all(stored.get(partition, 0) >= offset for partition, offset in places.items())
