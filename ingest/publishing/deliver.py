"""Sends prepared records and accounts for every one of them."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from typing import Any

from kafka import KafkaProducer
from kafka.errors import KafkaError, KafkaTimeoutError

from ingest.connecting import open_client
from ingest.contracts.events import MAX_VALUE_BYTES
from ingest.publishing.lines import Checked, Delivered, Outcome, Ready, Refused, Undelivered

# Longer than the producer's own delivery timeout, so that its word comes first.
PATIENCE_SECONDS = 150
_WINDOW = 5_000
_OVERHEAD = 64 * 1024


def connect(bootstrap_servers: str | list[str], **settings: Any) -> KafkaProducer:
    """An idempotent producer: retries make no doubles. `settings` are kafka-python's, for
    security and the like. Raises BusAwayError."""
    return open_client(
        KafkaProducer,
        {"bootstrap_servers": bootstrap_servers},
        **{
            "client_id": "caseledger-publish",
            "acks": "all",
            "enable_idempotence": True,
            "linger_ms": 20,
            "max_request_size": MAX_VALUE_BYTES + _OVERHEAD,
            **settings,
        },
    )


def deliver(lines: Iterable[Checked], producer: KafkaProducer, topic: str) -> Iterator[Outcome]:
    """One outcome for each line, in order. Holds at most a window of lines that are under way."""
    sender, pending = _Sender(producer, topic), deque[_Pending]()
    for line in lines:
        pending.append(sender.send(line))
        if len(pending) >= _WINDOW:
            yield _settled(pending.popleft())
    # No flush: kafka-python 3.0.12 raises from it when it had to split a batch that was too large.
    while pending:
        yield _settled(pending.popleft())


_Pending = tuple[Ready, Any] | Refused | Undelivered


class _Sender:
    """Gives up after the first line that the client could not even take: the next would wait as
    long for the same missing topic or broker."""

    def __init__(self, producer: KafkaProducer, topic: str) -> None:
        self._producer = producer
        self._topic = topic
        self._given_up: str | None = None

    def send(self, line: Checked) -> _Pending:
        if isinstance(line, Refused):
            return line
        if self._given_up is not None:
            return Undelivered(line.number, f"not tried after: {self._given_up}")
        try:
            return line, self._producer.send(
                self._topic, value=line.value, key=line.key, headers=list(line.headers)
            )
        except KafkaTimeoutError as error:
            self._given_up = str(error)
            return Undelivered(line.number, str(error))
        except KafkaError as error:
            return Undelivered(line.number, str(error))


def _settled(line: _Pending) -> Outcome:
    if isinstance(line, Refused | Undelivered):
        return line
    ready, future = line
    try:
        place = future.get(timeout=PATIENCE_SECONDS)
    except KafkaError as error:
        return Undelivered(ready.number, str(error))
    return Delivered(ready.number, place.partition, place.offset)
