from __future__ import annotations

from datetime import timedelta
from threading import Event

import msgspec

from ingest.consumer.bus import Bus, Polled
from ingest.consumer.kafka_bus import KafkaBus
from tests.ingest.consumer.harness import BRISK, SESSION, Bench, numbered
from tests.support.kafka_choice import TestBroker
from tests.support.polling import eventually


class StallingBus(KafkaBus):
    """A client that stops handing over, as several versions of it did."""

    def poll(self, timeout: timedelta, limit: int) -> Polled:
        self.pause(self._members.assigned())
        return super().poll(timeout, limit)


def test_a_client_that_stalls_is_replaced_and_counted(broker: TestBroker) -> None:
    bench = Bench(broker, partitions=1)
    bench.produce(numbered(0, 10))
    first = Event()

    def bus() -> Bus:
        kind = KafkaBus if first.is_set() else StallingBus
        first.set()
        return kind(bench.connection, bench.group, [bench.topic.name], session_timeout=SESSION)

    bench.bus = bus  # type: ignore[method-assign]
    impatient = msgspec.structs.replace(BRISK, stalled_after=timedelta(seconds=1))
    with bench.working(tuning=impatient) as worker:
        eventually(lambda: len(bench.intake.records) == 10, what="the records")
        eventually(lambda: worker.status and worker.status.stalls == 1, what="the count")
        assert "ConsumerStalledError" in str(worker.status and worker.status.last_error)
    assert bench.intake.values() == numbered(0, 10)
