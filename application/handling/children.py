"""Parent and child cases (document 000): creating, linking, detaching."""

from __future__ import annotations

import msgspec

from application.handling.cases import Facts, facts_of
from application.handling.custom_fields import must_fit_as_copy
from application.handling.outgoing import request_call, sender_of
from application.opening import Beginning, open_case
from application.unit import Unit
from domain.case.aggregate import Case
from domain.case.commands import CreateChild, DetachChild, LinkChild
from domain.case.filing import must_take_note_now
from domain.policy.document import Policy
from domain.rules.reach import takes_children
from domain.rules.slots import slot_of_child


def create(command: CreateChild, unit: Unit, expected_version: int | None) -> Facts:
    """Raises ChildCannotBeParent, LinkNotAllowed, AnotherCaseIsOpen, NoteAfterCreation, and what
    `sender_of`, `request_call` and `must_fit_as_copy` do."""
    parent = unit.case(command.parent_id)
    parent.must_be_at(expected_version)
    policy = unit.policy_of(parent)
    parent.must_be_able_to_have_children(policy)
    sender = sender_of(
        command.profile_id,
        command.customer_id,
        lambda reach: takes_children(reach, policy),
        unit,
        call=command.call,
    )
    conversation = unit.conversation(sender.profile_id, command.customer_id)
    bound = unit.book.current(unit, unit.book.profile(unit, sender.profile_id))
    child = unit.new_case()
    must_take_note_now(bound.policy, command.note)
    conversation.must_have_room(bound.policy.grouping.one_open_case)
    begin = Beginning(
        number=unit.number_for(child),
        origin="child",
        profile_id=sender.profile_id,
        customer_id=command.customer_id,
        channel=sender.channel,
        slot=slot_of_child(conversation, child.id),
        title=command.title,
        from_case=parent.id,
        from_number=parent.number,
    )
    open_case(child, conversation, bound, _inheriting(begin, parent, policy), cause=unit.cause)
    must_fit_as_copy(child.fields, unit)
    _tie(parent, child, policy, unit)
    if command.call:
        request_call(child, unit)
    if command.note is not None:
        child.note(unit.ids.made_by(unit.command_id, "note"), command.note, cause=unit.cause)
    told = {"parent": parent.number, "profile": sender.profile_id, "call": command.call}
    return facts_of(child) | told


def link(command: LinkChild, unit: Unit, expected_version: int | None) -> Facts:
    """Raises what keeps the depth at exactly 1 (D-13, D-15), whatever the order of links."""
    parent, child = unit.case(command.parent_id), unit.case(command.child_id)
    parent.must_be_at(expected_version)
    _tie(parent, child, unit.policy_of(parent), unit)
    return facts_of(child) | {"parent": parent.number}


def detach(command: DetachChild, unit: Unit, expected_version: int | None) -> Facts:
    """Both halves go at once; what was inherited stays (D-55). Raises NotLinked."""
    child = unit.case(command.child_id)
    child.must_be_at(expected_version)
    parent_id = child.parent_id
    child.detach_parent(cause=unit.cause)
    assert parent_id is not None
    parent = unit.case(parent_id)
    parent.detach_child(child.id, cause=unit.cause)
    return facts_of(child) | {"detached_from": parent.number}


def _tie(parent: Case, child: Case, policy: Policy, unit: Unit) -> None:
    parent.link_child(child.id, child.number, policy, cause=unit.cause)
    child.link_parent(parent.id, parent.number, cause=unit.cause)


def _inheriting(begin: Beginning, parent: Case, policy: Policy) -> Beginning:
    """A copy of exactly what the policy names, of at most five things (D-24 to D-29)."""
    copies: dict[str, dict[str, object]] = {
        "group": {"group": parent.group},
        "assignee": {"assignee": parent.assignee},
        "priority": {"priority": parent.priority},
        "labels": {"labels": tuple(parent.labels)},
        "custom_fields": {"fields": dict(parent.fields)},
    }
    for name in policy.link.inherit:
        begin = msgspec.structs.replace(begin, **copies[name])
    return begin
