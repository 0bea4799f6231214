"""What a worker tells about itself, for `status`, `health` and monitors."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import msgspec


class PartitionStatus(msgspec.Struct, frozen=True):
    """`lag_*` is None where nobody can tell; `stopped` says why the partition waits."""

    topic: str
    topic_id: UUID
    partition: int
    next_offset: int | None
    lag_records: int | None
    lag_seconds: float | None
    stopped: str | None = None


class WorkerStatus(msgspec.Struct, frozen=True):
    """`state` is joining, consuming, waiting (an outage, or no broker) or ended."""

    state: str
    at: datetime
    partitions: tuple[PartitionStatus, ...] = ()
    batches: int = 0
    records: int = 0
    last_batch_size: int = 0
    last_batch_seconds: float = 0.0
    last_batch_at: datetime | None = None
    last_error: str | None = None
    last_error_at: datetime | None = None
    held_keys: int | None = None
    rebuilds: int = 0
    stalls: int = 0
