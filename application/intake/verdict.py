"""What became of one record: exactly one of these words for every record, for ever."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

import msgspec

from application.assigning.holding import Holding, Loads
from application.beside import Hold, Letter, Repetition
from domain.case.queued import QueuePlace
from domain.kernel import Recorded

OUTCOMES = ("attached", "parked", "unattached", "duplicate", "applied", "letter", "held")


class Verdict(msgspec.Struct, frozen=True):
    """`reads` are all streams that the decision rests on; those written are among them."""

    outcome: str
    reads: Collection[UUID] = ()
    events: Sequence[Recorded[Any]] = ()
    numbers: Sequence[tuple[str, UUID]] = ()
    letter: Letter | None = None
    hold: Hold | None = None
    repetition: Repetition | None = None
    places: Sequence[tuple[UUID, QueuePlace | None]] = ()
    holdings: Sequence[Holding] = ()
    loads: Loads | None = None
