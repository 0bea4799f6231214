"""Whenever a policy is bound to a place or a case, it strands and doubles no open case."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from uuid import UUID

import msgspec

from domain.conversation.aggregate import Conversation
from domain.policy.document import Policy
from domain.rules.case_rules import SLOT as RULE
from domain.rules.slots import PAIR, slot_of_its_own

BY_THREAD = frozenset({"thread", "case_number_then_thread"})


class OpenCase(msgspec.Struct, frozen=True):
    case_id: UUID
    number: str
    slot: str


class Hindrance(msgspec.Struct, frozen=True):
    """An open case that would not get its messages any more, or stand beside another one, or that
    has no status there."""

    case_id: UUID
    number: str
    why: str

    @property
    def sentence(self) -> str:
        return f"{self.number} ({self.why})"


def open_cases(conversation: Conversation) -> list[OpenCase]:
    """In order of opening."""
    known = conversation.cases
    return [
        OpenCase(each, known[each].number, known[each].slot) for each in conversation.open_cases
    ]


def hindrances(policy: Policy, cases: Sequence[OpenCase]) -> Iterator[Hindrance]:
    """What open cases of one conversation say against a policy for their profile's new cases."""
    if policy.grouping.one_open_case:
        yield from _doubled(cases)
        return
    newest_by_rule = next((c.slot for c in reversed(cases) if c.slot.startswith(RULE)), None)
    for case in cases:
        key = policy.grouping.key
        if _serves_thread(case) and key not in BY_THREAD:
            yield _stranded(case, f"gathers a thread, and the policy gathers by {key}")
        elif case.slot.startswith(RULE) and key != "rule_author" and case.slot != newest_by_rule:
            yield _stranded(case, "gathers by a case rule, and the policy does not")


def hindrance_of_moving(
    old: Policy, new: Policy, case: OpenCase, others: Sequence[OpenCase]
) -> Hindrance | None:
    """What one of them says against following `new` instead of `old`."""
    if new.grouping.one_open_case:
        return next(_doubled([case, *others]), None)
    was_by_thread, by_thread = old.grouping.key in BY_THREAD, new.grouping.key in BY_THREAD
    serves_pair = case.slot == PAIR or case.slot.startswith(RULE)
    if serves_pair and by_thread and not was_by_thread:
        return _stranded(case, f"gathers by {old.grouping.key}, and the policy by threads")
    if _serves_thread(case) and not by_thread:
        return _stranded(case, f"gathers a thread, and the policy gathers by {new.grouping.key}")
    return None


def _doubled(cases: Sequence[OpenCase]) -> Iterator[Hindrance]:
    for case in cases if len(cases) > 1 else ():
        other = next(each for each in cases if each is not case)
        yield _stranded(case, f"{other.number} of the same customer is open too")


def _serves_thread(case: OpenCase) -> bool:
    own = slot_of_its_own(case.case_id)
    return case.slot not in (PAIR, own) and not case.slot.startswith(RULE)


def _stranded(case: OpenCase, why: str) -> Hindrance:
    return Hindrance(case.case_id, case.number, why)
