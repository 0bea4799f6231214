"""Deleting a case, which frees its pair, and taking that back (E-45)."""

from __future__ import annotations

from application.handling.cases import Facts, facts_of
from application.room import only_one
from application.unit import Unit
from domain.case.aggregate import Case, visible
from domain.case.deleting_commands import DeleteCase, RestoreCase
from domain.conversation.joining_events import CaseHeld


def delete(command: DeleteCase, unit: Unit, expected_version: int | None) -> Facts:
    """Its children become cases of their own, and it is no child any more. Raises EmptyText,
    CaseIsDeleted, CaseIsMerged, HoldsMergedCases."""
    case = unit.case(command.case_id)
    case.must_be_at(expected_version)
    case.must_be_free_of_merges()
    children, parent = _detach_children(case, unit), _detach_from_parent(case, unit)
    unit.conversation_of(case).withdraw(case.id, cause=unit.cause)
    case.delete(visible(command.reason, "reason"), cause=unit.cause)
    return facts_of(case) | {"detached_children": children, "detached_from": parent}


def restore(command: RestoreCase, unit: Unit, expected_version: int | None) -> Facts:
    """As it stood, but for the links that it lost. Raises UnknownCase, CaseNotDeleted,
    AnotherCaseIsOpen."""
    case = unit.deleted_case(command.case_id)
    case.must_be_at(expected_version)
    case.must_be_deleted()
    unit.conversation_of(case).readmit(
        CaseHeld(case.id, case.number, case.slot, case.was_open),
        pair=case.conversation_id,
        one_open_case=only_one(case, unit, unit.book),
        cause=unit.cause,
    )
    case.restore(cause=unit.cause)
    return facts_of(case)


def _detach_children(case: Case, unit: Unit) -> list[str]:
    numbers = []
    for child_id, number in list(case.children.items()):
        unit.case(child_id).detach_parent(cause=unit.cause)
        case.detach_child(child_id, cause=unit.cause)
        numbers.append(number)
    return numbers


def _detach_from_parent(case: Case, unit: Unit) -> str | None:
    if case.parent_id is None:
        return None
    parent = unit.case(case.parent_id)
    case.detach_parent(cause=unit.cause)
    parent.detach_child(case.id, cause=unit.cause)
    return parent.number
