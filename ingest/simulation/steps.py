"""What a simulation consists of: records to publish and things that agents set out to do."""

from __future__ import annotations

from datetime import datetime

import msgspec

from ingest.simulation.intents import Intent

Headers = tuple[tuple[str, bytes], ...]


class Publish(msgspec.Struct, frozen=True, gc=False):
    """A Kafka record, ready to send at `at`. `note` says what it plays (`ingest.simulation.notes`).

    `key` is None where a connector forgot it, `value` is None for a tombstone.
    """

    at: datetime
    profile_id: str
    key: bytes | None
    value: bytes | None
    headers: Headers
    note: str


class Act(msgspec.Struct, frozen=True, gc=False):
    """What an agent sets out to do at `at`. Whether there is such a case by then is not known here:
    whoever plays the simulation looks for it, and leaves the intent alone where it finds none."""

    at: datetime
    actor: str
    intent: Intent


Step = Publish | Act
