"""What kind of case it is, and which process it follows."""

from __future__ import annotations

from domain.kernel import Event


class CaseTypeSet(Event, frozen=True):
    """From here on its statuses are those of this version of the type."""

    TOPIC = "case.type_set"

    case_type: str
    version: int


class ProcessSet(Event, frozen=True):
    """From here on it moves as this version of the process allows; None: as its statuses allow.

    A process is that of the queue, else that of the type."""

    TOPIC = "case.process_set"

    process: str | None
    version: int = 0
