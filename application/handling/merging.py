"""Merging a case into another, and taking that back."""

from __future__ import annotations

from collections.abc import Iterator

from application.handling.cases import Facts, facts_of
from application.handling.contents import contents_of, live_case
from application.intake.situating import standing_of
from application.room import only_one
from application.unit import Unit
from domain.case.aggregate import Case
from domain.case.merging_commands import MergeCases, UnmergeCase
from domain.case.merging_errors import CaseNotMerged, MergeCycle, PolicyForbidsMerge
from domain.rules.merging import TAKES, action_on_target


def merge(command: MergeCases, unit: Unit, expected_version: int | None) -> Facts:
    """Raises MergeCycle, PolicyForbidsMerge, AnotherCaseIsOpen, and what `Case.merge_into` does.

    Where customers' messages of an open case go to one that is not, the target's policy is asked
    once, as if the newest of them came to it now.
    """
    case, target = unit.case(command.case_id), live_case(command.into_id, unit)
    case.must_be_at(expected_version)
    case.must_not_be_merged()
    if target.id == case.id:
        raise MergeCycle(case_id=case.id, number=case.number, into_id=command.into_id)
    case.must_have_no_links()
    reopens = case.is_open and _has_heard_of_customers(case, unit) and _reopens(target, unit)
    unit.conversation_of(case).absorb(case.id, target.id, cause=unit.cause)
    case.merge_into(target.id, target.number, cause=unit.cause)
    before = target.as_it_stands() if reopens else None
    if reopens:
        _reopen(target, unit)
    target.take_over(case.id, case.number, before, cause=unit.cause)
    return facts_of(target) | {
        "merged_id": str(case.id),
        "merged_number": case.number,
        "reopened": reopens,
    }


def unmerge(command: UnmergeCase, unit: Unit, expected_version: int | None) -> Facts:
    """What was added to the target since stays there. Raises CaseNotMerged, AnotherCaseIsOpen."""
    case = unit.case(command.case_id)
    case.must_be_at(expected_version)
    if case.merged_into is None:
        raise CaseNotMerged(case_id=case.id, number=case.number)
    target = unit.case(case.merged_into)
    merged_at = target.absorbed[case.id].at
    settled = target.let_go(case.id, cause=unit.cause)
    for above in _above(target, unit):
        above.show_no_more(case.id, case.number, merged_at, cause=unit.cause)
    case.unmerge(cause=unit.cause)
    if settled:
        unit.conversation_of(target).settle(target.id, cause=unit.cause)
    one = only_one(case, unit, unit.book)
    unit.conversation_of(case).give_back(case.id, one_open_case=one, cause=unit.cause)
    return facts_of(case) | {"target": target.number, "settled_again": settled}


def _has_heard_of_customers(case: Case, unit: Unit) -> bool:
    """Messages of cases that were merged into it count as its own."""
    if any(held.from_customer for held in contents_of(case, unit).values()):
        return True
    return any(_has_heard_of_customers(unit.case(each), unit) for each in case.absorbed)


def _reopens(target: Case, unit: Unit) -> bool:
    """Raises PolicyForbidsMerge where a message that comes now would go elsewhere."""
    standing = standing_of(target, unit, unit.book)
    phase, action = action_on_target(standing, unit.cause.occurred_at)
    if action not in TAKES:
        raise PolicyForbidsMerge(
            case_id=target.id,
            number=target.number,
            status=target.status,
            phase=phase,
            action=action,
            policy=standing.bound.policy.id,
        )
    return action == "append_reopen"


def _reopen(target: Case, unit: Unit) -> None:
    policy = unit.policy_of(target)
    target.reopen(policy, because="merge", cause=unit.cause)
    unit.conversation_of(target).resume(
        target.id, one_open_case=only_one(target, unit, unit.book), cause=unit.cause
    )


def _above(target: Case, unit: Unit) -> Iterator[Case]:
    """The cases that the target was merged into itself: they show what is its own."""
    while target.merged_into is not None:
        target = unit.case(target.merged_into)
        yield target
