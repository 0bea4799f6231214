"""What did the records of each partition become? The right-hand side of the law."""

from __future__ import annotations

from uuid import UUID

import msgspec
from sqlalchemy import select

from projections.intake_ledger import OUTCOMES, view
from projections.reading import Reading


class Became(msgspec.Struct):
    """Records by what they became first."""

    attached: int = 0
    parked: int = 0
    unattached: int = 0
    applied: int = 0

    @property
    def total(self) -> int:
        return self.attached + self.parked + self.unattached + self.applied


class IntakeLedger(msgspec.Struct, frozen=True):
    partitions: dict[tuple[UUID, int], Became]
    position: int

    def of_topic(self, topic_id: UUID) -> Became:
        mine = [each for (topic, _), each in self.partitions.items() if topic == topic_id]
        return Became(
            attached=sum(each.attached for each in mine),
            parked=sum(each.parked for each in mine),
            unattached=sum(each.unattached for each in mine),
            applied=sum(each.applied for each in mine),
        )


def intake_ledger(reading: Reading) -> IntakeLedger:
    partitions: dict[tuple[UUID, int], Became] = {}
    for row in reading.execute(view, select(OUTCOMES)):
        became = partitions.setdefault((row.topic_id, row.partition), Became())
        setattr(became, row.outcome, row.records)
    return IntakeLedger(partitions, reading.position(view))
