"""Where the relay publishes to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from kafka import KafkaProducer
from kafka.errors import KafkaError, MessageSizeTooLargeError, RecordListTooLargeError

from relay.letters import Copy

SENDING: Mapping[str, Any] = {
    "acks": "all",
    "enable_idempotence": False,
    "max_in_flight_requests_per_connection": 1,
    "linger_ms": 5,
    "max_request_size": 2 * 1024 * 1024,
    "max_block_ms": 10_000,
    "request_timeout_ms": 10_000,
    "delivery_timeout_ms": 30_000,
    "bootstrap_timeout_ms": 5_000,
    "metrics_enabled": False,
}
"""In order and at least once. An idempotent producer of kafka-python would be spent after the first
record that the broker finds too large."""

TOO_LARGE = (MessageSizeTooLargeError, RecordListTooLargeError)


class OutletAwayError(Exception):
    """Not everything was published; what was may be published again."""


class Outlet(Protocol):
    def publish(self, copies: Sequence[Copy]) -> set[int]:
        """Returns when the broker has them, except those of the letters whose ids come back: they,
        or the batch in which they went, were too large for it.

        Raises OutletAwayError, after which this outlet is of no further use.
        """

    def close(self) -> None: ...


class KafkaOutlet:
    """`connection` are the settings that every client shares. Raises OutletAwayError."""

    def __init__(self, connection: Mapping[str, Any], topic: str) -> None:
        self._topic = topic
        try:
            self._producer = KafkaProducer(**{**connection, **SENDING})
        except KafkaError as error:
            raise OutletAwayError(f"cannot reach the broker: {error}") from error

    def publish(self, copies: Sequence[Copy]) -> set[int]:
        too_large = set()
        try:
            sent = []
            for copy in copies:
                try:
                    sent.append((copy.letter_id, self._send(copy)))
                except TOO_LARGE:
                    too_large.add(copy.letter_id)
            for letter_id, answer in sent:
                try:
                    answer.get(timeout=None)
                except TOO_LARGE:
                    too_large.add(letter_id)
        except KafkaError as error:
            raise OutletAwayError(f"cannot publish to {self._topic}: {error}") from error
        return too_large

    def close(self) -> None:
        self._producer.close(timeout=5)

    def _send(self, copy: Copy) -> Any:
        return self._producer.send(
            self._topic, copy.value, key=copy.key, headers=list(copy.headers)
        )
