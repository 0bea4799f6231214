"""Opens clients of the bus; one that cannot be opened leaves nothing behind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from kafka.errors import KafkaError
from kafka.net.compat import KafkaNetClient

from ingest.failures import BusAwayError

C = TypeVar("C")

BRISK: Mapping[str, Any] = {"bootstrap_timeout_ms": 5000}
"""The client's own waits double up to half a minute; ours are shorter and can be ended."""


def open_client(kind: Callable[..., C], connection: Mapping[str, Any], **settings: Any) -> C:
    """A constructor that fails would leave its thread and sockets. Raises BusAwayError."""
    begun: list[Any] = []

    def begin(**config: Any) -> Any:
        begun.append(KafkaNetClient(**config))
        return begun[-1]

    try:
        return kind(**{**BRISK, **connection, **settings, "kafka_client": begin})
    except KafkaError as error:
        for client in begun:
            client.close()
        where = connection.get("bootstrap_servers")
        raise BusAwayError(f"cannot reach the broker {where}; see CASELEDGER_KAFKA") from error
