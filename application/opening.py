"""How a case begins, whoever opens it: slot, case and pinned policy in one go."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import msgspec

from application.definitions.adapting import Entering
from domain.case.aggregate import Case
from domain.case.events import CaseCreated, PolicyBound
from domain.conversation.aggregate import Conversation
from domain.kernel import Cause
from domain.policy.bound import BoundPolicy


class Beginning(msgspec.Struct, frozen=True, kw_only=True):
    """What a new case starts with. `from_case` is its parent or the case it follows."""

    number: str
    origin: str
    profile_id: str
    customer_id: str
    channel: str
    slot: str = ""
    group: str | None = None
    assignee: str | None = None
    priority: str = "normal"
    labels: tuple[str, ...] = ()
    fields: Mapping[str, Any] = {}
    title: str | None = None
    from_case: UUID | None = None
    from_number: str | None = None
    rule_id: str | None = None
    rule_version: int | None = None


def open_case(
    case: Case,
    conversation: Conversation,
    bound: BoundPolicy | Entering,
    begin: Beginning,
    *,
    cause: Cause,
) -> None:
    """Raises AnotherCaseIsOpen where the policy allows one (E-09)."""
    entering = bound if isinstance(bound, Entering) else Entering(bound)
    bound, policy = entering.bound, entering.bound.policy
    conversation.start(begin.profile_id, begin.customer_id, cause=cause)
    pair = conversation.pair_of(begin.customer_id)
    conversation.take_case(
        case.id,
        begin.number,
        begin.slot,
        one_open_case=policy.grouping.one_open_case,
        cause=cause,
        pair=pair,
    )
    status = policy.initial_status
    created = CaseCreated(
        number=begin.number,
        origin=begin.origin,
        profile_id=begin.profile_id,
        customer_id=begin.customer_id,
        channel=begin.channel,
        conversation_id=pair,
        slot=begin.slot,
        status=status.name,
        category=status.category,
        group=begin.group,
        assignee=begin.assignee,
        priority=begin.priority,
        labels=begin.labels,
        from_case=begin.from_case,
        from_number=begin.from_number,
        rule_id=begin.rule_id,
        rule_version=begin.rule_version,
    )
    title = begin.title if begin.title and begin.title.strip() else None
    case.create(
        created, PolicyBound(policy.id, bound.version, bound.hash), cause=cause, title=title
    )
    case.set_fields(begin.fields, cause=cause)
    if entering.case_type is not None:
        case.begin_with_type(entering.case_type, cause=cause)
    if entering.process is not None:
        case.follow_process(entering.process, cause=cause)
    if entering.queue is not None:
        case.enter_queue(entering.queue, cause=cause)
