"""What went wrong while taking records, and what to do about it: one pure function."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import msgspec

from application.beside import StalePosition
from application.intake.faults import TooManyFaults
from application.intake.intake import Outage
from application.outages import is_outage

FIRST_WAIT = timedelta(milliseconds=200)
LONGEST_WAIT = timedelta(seconds=10)
ATTEMPTS_AT_A_FAULT = 3
FAULT_EXIT_CODE = 70
"""EX_SOFTWARE of sysexits.h: restarting the same release will not help."""


class BusAwayError(Exception):
    """The bus did not answer, or not usefully."""


class ConsumerStalledError(Exception):
    """Partitions are assigned and have records, but the client hands none over."""


class TopicReplacedError(Exception):
    """A topic of this name is not the one that was read: deleted, or deleted and made again."""

    def __init__(self, topic: str, was: UUID, now: UUID | None) -> None:
        super().__init__(topic, was, now)
        self.topic = topic
        self.was = was
        self.now = now

    def __str__(self) -> str:
        fate = "is gone" if self.now is None else f"was made again as {self.now}"
        return f"topic {self.topic} ({self.was}) {fate}"


class MissingRecordsError(Exception):
    """The next records of a partition are not there: offsets `[missing_from, missing_to)`.

    With `cut_off` the log ends at `missing_from`, before the position, so these were taken already.
    """

    def __init__(
        self,
        topic: str,
        partition: int,
        missing_from: int,
        missing_to: int,
        reason: str,
        *,
        cut_off: bool = False,
    ) -> None:
        super().__init__(topic, partition, missing_from, missing_to, reason)
        self.topic = topic
        self.partition = partition
        self.missing_from = missing_from
        self.missing_to = missing_to
        self.reason = reason
        self.cut_off = cut_off

    def __str__(self) -> str:
        place = f"{self.topic}:{self.partition}"
        return f"{place} misses offsets {self.missing_from} to {self.missing_to - 1}: {self.reason}"


class Retry(msgspec.Struct, frozen=True):
    """Nothing is wrong with the records: pause, and do the same again."""

    after: timedelta


class Reread(msgspec.Struct, frozen=True):
    """Drop the batch in hand; read the stored positions and seek."""


class Rebuild(msgspec.Struct, frozen=True):
    """Drop the batch in hand and the client; begin with a new one."""

    after: timedelta


class StopPartition(msgspec.Struct, frozen=True):
    """This partition waits for an operator; the others go on."""

    missing: MissingRecordsError


class StopWorker(msgspec.Struct, frozen=True):
    """The process ends: somebody has to look."""

    reason: str
    exit_code: int = FAULT_EXIT_CODE


Decision = Retry | Reread | Rebuild | StopPartition | StopWorker


def decide(failure: Exception, attempt: int) -> Decision:
    """What to do about the `attempt`-th (from 1) failure in a row."""
    match failure:
        case StalePosition():
            return Reread() if attempt < ATTEMPTS_AT_A_FAULT else Rebuild(wait(attempt))
        case TooManyFaults():
            return StopWorker(f"too many faults: {failure}")
        case MissingRecordsError():
            return StopPartition(failure)
        case TopicReplacedError() | ConsumerStalledError():
            return Rebuild(timedelta())
        case BusAwayError():
            return Rebuild(wait(attempt))
    if isinstance(failure, Outage) or is_outage(failure):
        return Retry(wait(attempt))
    if attempt < ATTEMPTS_AT_A_FAULT:
        return Retry(wait(attempt))
    return StopWorker(f"{type(failure).__name__}: {failure}")


def wait(attempt: int) -> timedelta:
    """Doubles with each attempt, up to a limit."""
    doubled: int = 2 ** min(attempt - 1, 16)
    return min(FIRST_WAIT * doubled, LONGEST_WAIT)
