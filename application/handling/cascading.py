"""What the end of a parent means for its children that are still open, as the policy says."""

from __future__ import annotations

from typing import Any

from application.unit import Unit
from domain.case.aggregate import Case
from domain.case.errors import ChildrenAreOpen
from domain.policy.document import Policy

Facts = dict[str, Any]


def settle_children(parent: Case, policy: Policy, unit: Unit) -> Facts:
    """The parent has just been resolved, closed or canceled (D-54; frappe/helpdesk#2370).

    none: they stay as they are; warn: they do, and the answer names them; block_parent: raises
    ChildrenAreOpen; close_children: they end as the parent did, by their own pinned policies.
    A child that cannot end so refuses the whole: nobody is left half-way.
    """
    cascade = policy.link.cascade_for(parent.category)
    open_ones = [child for id in parent.children if (child := unit.case(id)).is_open]
    if not open_ones or cascade == "none":
        return {}
    numbers = [child.number for child in open_ones]
    if cascade == "block_parent":
        raise ChildrenAreOpen(number=parent.number, children=", ".join(numbers))
    if cascade == "warn":
        return {"open_children": numbers}
    for child in open_ones:
        _end(child, parent.category, unit)
    return {"settled_children": numbers}


def _end(child: Case, category: str, unit: Unit) -> None:
    policy = unit.policy_of(child)
    if category == "resolved":
        child.resolve(policy, cause=unit.cause)
    elif category == "canceled":
        child.cancel(policy, cause=unit.cause)
    else:
        child.close(policy, cause=unit.cause)
    unit.conversation_of(child).settle(child.id, cause=unit.cause)
