"""What merging and splitting leave on the two cases that they concern."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import msgspec

from domain.kernel import Event


class StoodAs(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """How a case stood before a merge moved it, so that it can stand like that again."""

    status: str
    category: str
    resolved_at: datetime | None = None
    assignee: str | None = None
    group: str | None = None


class CaseMerged(Event, frozen=True):
    """Stands on both cases; `role` says what the other one is: `target` or `merged`.

    `before` is how this case stood: on the merged one always, on the target when the merge
    reopened it. Messages, notes and links stay where they are; the target shows them too.
    """

    TOPIC = "case.merged"

    role: str
    case_id: UUID
    number: str
    before: StoodAs | None = None


class CaseUnmerged(Event, frozen=True):
    """A merge was taken back; stands on both cases, `role` as in `case.merged`.

    `back_to` is how this case stands again: on the target only when the merge had reopened it and
    nothing has happened there since. `merged_at` is when the merge had occurred. A case that the
    target was merged into in its turn loses the case, too.
    """

    TOPIC = "case.unmerged"

    role: str
    case_id: UUID
    number: str
    merged_at: datetime
    back_to: StoodAs | None = None


class CaseSplit(Event, frozen=True):
    """Stands on both cases; `role` says what the other one is: `original` or `new`. The message
    and all later ones went to the new case; so many `messages` in all."""

    TOPIC = "case.split"

    role: str
    case_id: UUID
    number: str
    message_id: UUID
    messages: int
