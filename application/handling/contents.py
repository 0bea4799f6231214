"""Which messages a case holds, read from its history: the case itself remembers none."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import msgspec

from application.beside import ChangedMeanwhile
from application.merges import end_of
from application.unit import Unit
from domain.case.aggregate import Case
from domain.case.events import MessageAttached, MessageDetached
from domain.case.merging_errors import CaseIsMerged
from domain.message.aggregate import Message
from domain.message.errors import MessageNotInCase


class HeldMessage(msgspec.Struct, frozen=True):
    """`counted_at` is when statistics count it."""

    attached: MessageAttached
    counted_at: datetime

    @property
    def from_customer(self) -> bool:
        return self.attached.author_kind == "customer" and self.attached.direction != "out"

    def leaving(self, because: str, to: Case | None = None) -> MessageDetached:
        return MessageDetached(
            message_id=self.attached.message_id,
            direction=self.attached.direction,
            author_kind=self.attached.author_kind,
            attached_at=self.counted_at,
            because=because,
            to_case=to.id if to is not None else None,
            to_number=to.number if to is not None else None,
        )


def contents_of(case: Case, unit: Unit) -> dict[UUID, HeldMessage]:
    """In the order in which they came."""
    held: dict[UUID, HeldMessage] = {}
    for recorded in unit.history(case.id):
        event = recorded.event
        if isinstance(event, MessageAttached):
            counted_at = event.counted_at or recorded.cause.occurred_at
            held[event.message_id] = HeldMessage(event, counted_at)
        elif isinstance(event, MessageDetached):
            held.pop(event.message_id, None)
    return held


def place_in_case(message: Message, unit: Unit) -> tuple[Case, HeldMessage]:
    """Raises MessageNotInCase, CaseIsMerged: a merged case keeps what it has; ChangedMeanwhile
    when the message left the case after it was read."""
    if message.case_id is None:
        raise MessageNotInCase(message_id=message.id, place=message.place or "an alias")
    case = unit.case(message.case_id)
    case.must_not_be_merged()
    held = contents_of(case, unit).get(message.id)
    if held is None:
        raise ChangedMeanwhile({case.id}, holds=False)
    return case, held


def live_case(case_id: UUID, unit: Unit) -> Case:
    """The case itself, or where its merges lead. Raises UnknownCase, CaseIsMerged in a circle."""
    case = unit.case(case_id)
    end = end_of(unit, case_id)
    if end is None:
        raise CaseIsMerged(
            case_id=case.id,
            number=case.number,
            into_id=case.merged_into,
            into=case.merged_into_number,
        )
    return unit.case(end)
