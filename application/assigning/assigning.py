"""Gives a case to an agent by rule, and decides who keeps one that comes back."""

from __future__ import annotations

import msgspec

from application.assigning.people import Deciding, candidates, is_available, may_take
from application.definitions.book import DefinitionBook
from domain.case.aggregate import Case
from domain.case.events import AssigneeChanged
from domain.kernel import Cause
from domain.policy.document import Policy
from domain.policy.work import Assignment
from domain.rules.assignment import Choice, choose


def assign_automatically(
    case: Case, rule: Assignment, book: DefinitionBook, deciding: Deciding, *, cause: Cause
) -> Choice | None:
    """Where the rule selects strategies and nobody has the case. None: it stays unassigned."""
    if not rule.strategies or case.assignee is not None:
        return None
    choice = _chosen(case, rule, book, deciding)
    if choice is not None:
        case.assign_by_rule(_told(choice), cause=_by_rule(cause))
    return choice


def reopen(
    case: Case,
    policy: Policy,
    book: DefinitionBook,
    deciding: Deciding,
    *,
    because: str,
    clear: bool = False,
    cause: Cause,
) -> None:
    """With the assignee that the policy's `reopen.assignee` leaves. Raises what the case raises.

    `smart` gives it to the last handler, and to nobody where he cannot take it.
    """
    way, kept = policy.reopen.assignee, case.assignee
    choice = None
    if way == "keep_if_available_else_clear" and kept is not None:
        clear = clear or not (may_take(kept, book, deciding) and is_available(kept, deciding))
    elif way == "smart" and not clear:
        rule = policy.assignment.model_copy(update={"strategies": ("smart",)})
        choice = _chosen(case, rule, book, deciding)
        clear = choice is None
    case.reopen(policy, because=because, clear=clear, cause=cause)
    if choice is not None:
        case.assign_by_rule(_told(choice), cause=_by_rule(cause))


def _chosen(
    case: Case, rule: Assignment, book: DefinitionBook, deciding: Deciding
) -> Choice | None:
    found = candidates(case, rule, book, deciding)
    return choose(found, rule) if found is not None else None


def _told(choice: Choice) -> AssigneeChanged:
    return AssigneeChanged(choice.agent, choice.strategy, choice.among, choice.seed, choice.loads)


def _by_rule(cause: Cause) -> Cause:
    return msgspec.structs.replace(cause, actor="rule:assignment", authority="rule")
