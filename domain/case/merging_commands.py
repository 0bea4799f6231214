"""What a person may ask about which case something belongs to."""

from __future__ import annotations

from uuid import UUID

import msgspec


class MergeCases(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """The target takes the case over; one that was merged itself stands for where it went."""

    case_id: UUID
    into_id: UUID


class UnmergeCase(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """Take a merge back. What came after it stays in the target."""

    case_id: UUID


class SplitCase(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """The message and all later ones of the case go to a new case."""

    case_id: UUID
    message_id: UUID


class MoveMessage(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """Put a message into a case, from wherever it is; `from_id` says from which case, if that is
    to be minded."""

    message_id: UUID
    case_id: UUID
    from_id: UUID | None = None
    reason: str | None = None


class DetachMessage(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """Take a message out of its case: a customer's waits for a person again. `from_id` says which
    case that is, if it is to be minded."""

    message_id: UUID
    from_id: UUID | None = None
    reason: str | None = None
