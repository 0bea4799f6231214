"""What was decided about a message and on which facts, so that it can be explained and re-run."""

from __future__ import annotations

from uuid import UUID

import msgspec

RULES_VERSION = 2
"""Raised whenever the same situation would be decided differently.

2: a message that is parked after a silence no longer resolves the silent case; a message escalated
where several cases may be open joins the open case of its own slot.
"""


class Decision(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """Stored with every place a message gets.

    `clock` is `channel`, `broker` or `command`; `elapsed` is seconds since the resolve (phases
    after it) or since the last message added (open phases). `located_by` is `slot`, `case_number`,
    `in_reply_to`, `references` or `open_case`; `rejected` the ways whose case is not the
    sender's. `forwarded_from` is the merged case that led to the located one. `rule_id` is the
    case rule by which a new case was opened; `kept_from` says what a message lacked that was parked
    instead: `conditions` of the policy, or a `case_rule` that matches it.
    """

    phase: str
    action: str
    policy_id: str
    policy_version: int
    rules_version: int
    clock: str
    slot: str = ""
    elapsed: float | None = None
    located_case: UUID | None = None
    located_by: str | None = None
    rejected: tuple[str, ...] = ()
    idle_split: bool = False
    forwarded_from: UUID | None = None
    rule_id: str | None = None
    rule_version: int | None = None
    kept_from: str | None = None
