"""Moving a case between statuses, together with its conversation."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from application.assigning import assigning
from application.handling import articles
from application.handling.cascading import settle_children
from application.handling.cases import Facts, facts_of
from application.handling.custom_fields import must_be_filled
from application.handling.queues import take_over
from application.room import only_one
from application.unit import Unit
from domain.case.aggregate import Case
from domain.case.commands import CancelCase, ChangeStatus, CloseCase, ReopenCase, ResolveCase
from domain.policy.document import Policy
from domain.team.person import person_in

Move = Callable[[Case, Policy], None]
DONE = ("resolved", "closed")


def resolve(command: ResolveCase, unit: Unit, expected_version: int | None) -> Facts:
    return moved(command, unit, expected_version, lambda c, p: c.resolve(p, cause=unit.cause))


def close(command: CloseCase, unit: Unit, expected_version: int | None) -> Facts:
    return moved(command, unit, expected_version, lambda c, p: c.close(p, cause=unit.cause))


def cancel(command: CancelCase, unit: Unit, expected_version: int | None) -> Facts:
    return moved(command, unit, expected_version, lambda c, p: c.cancel(p, cause=unit.cause))


def change_status(command: ChangeStatus, unit: Unit, expected_version: int | None) -> Facts:
    def move(case: Case, policy: Policy) -> None:
        if case.is_begun_by(policy, command.status) and person_in(unit.cause.actor) is not None:
            take_over(case, policy, unit)
        case.change_status(policy, command.status, cause=unit.cause)

    return moved(command, unit, expected_version, move)


def reopen(command: ReopenCase, unit: Unit, expected_version: int | None) -> Facts:
    """Raises AnotherCaseIsOpen where the policy allows one (E-47), CaseIsFinal, CaseAlreadyOpen."""

    def move(case: Case, policy: Policy) -> None:
        assigning.reopen(case, policy, unit.definitions, unit, because="agent", cause=unit.cause)

    return moved(command, unit, expected_version, move)


def moved(command: Any, unit: Unit, expected_version: int | None, move: Move) -> Facts:
    case = unit.case(command.case_id)
    case.must_be_at(expected_version)
    policy = unit.policy_of(case)
    was_open, resolved = case.is_open, case.times_resolved
    move(case, policy)
    if case.times_resolved > resolved:
        articles.suggest(case, policy, unit)
    if was_open and case.category in DONE:
        must_be_filled(case, "resolved", unit)
    cascaded: Facts = {}
    if was_open and not case.is_open:
        unit.conversation_of(case).settle(case.id, cause=unit.cause)
        cascaded = settle_children(case, policy, unit)
    elif case.is_open and not was_open:
        unit.conversation_of(case).resume(
            case.id, one_open_case=only_one(case, unit, unit.book), cause=unit.cause
        )
    return facts_of(case) | cascaded
