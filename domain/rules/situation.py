"""What the routing rules are told: everything they may know, frozen, and nothing else."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import msgspec

from domain.policy.bound import BoundPolicy


class Standing(msgspec.Struct, frozen=True):
    """How a case stands. `bound` is its pinned policy; `merged` when another case took it over,
    and `target` the case where that leads, None in a circle."""

    case_id: UUID
    number: str
    category: str
    bound: BoundPolicy
    last_added_at: datetime
    resolved_at: datetime | None = None
    first_resolved_at: datetime | None = None
    merged: bool = False
    target: Standing | None = None

    @property
    def at_end(self) -> Standing | None:
        """The case that gets its messages: itself, or where its merges lead."""
        return self.target if self.merged else self


class Opening(msgspec.Struct, frozen=True):
    """The case rule by which a message may open a case, where there are rules; or what it `lacks`:
    `conditions` of the policy, or a `case_rule` that matches it."""

    rule_id: str | None = None
    rule_version: int | None = None
    lacks: str | None = None


FREE = Opening()


class Situation(msgspec.Struct, frozen=True):
    """One message before its conversation.

    `at` is the rule's instant and `clock` says whose. `explicit` is the case that the message names
    (by number or by what it answers), `by_slot` the one of its grouping value, `open_case` the
    newest open case of the pair and `crowded` whether there are more. `bound` is the policy that a
    new case would get. `replies_open` says whether customers may answer on this channel.
    """

    from_customer: bool
    auto_submitted: bool
    private: bool
    at: datetime
    clock: str
    slot: str
    bound: BoundPolicy
    explicit: Standing | None = None
    explicit_by: str | None = None
    by_slot: Standing | None = None
    open_case: Standing | None = None
    crowded: bool = False
    thanks: bool = False
    rejected: tuple[str, ...] = ()
    replies_open: bool = True
    opening: Opening = FREE
