"""A follow-up case, whoever opens it: what it takes over, and how both cases know of each other."""

from __future__ import annotations

from typing import Any

import msgspec

from application.opening import Beginning
from domain.case.aggregate import Case
from domain.kernel import Cause
from domain.policy.relations import Followup


def taking_over(begin: Beginning, original: Case, rule: Followup) -> Beginning:
    """As the policy's `followup.copy` says (B-34); the customer is the same anyway."""
    copies: dict[str, dict[str, Any]] = {
        "group": {"group": original.group},
        "priority": {"priority": original.priority},
        "labels": {"labels": tuple(original.labels)},
        "fields": {"fields": dict(original.fields)},
        "subject": {"title": original.title or begin.title},
        "contact": {},
    }
    for name in rule.copied:
        begin = msgspec.structs.replace(begin, **copies[name])
    return msgspec.structs.replace(begin, from_case=original.id, from_number=original.number)


def link(case: Case, original: Case, *, cause: Cause) -> None:
    """Both halves in one transaction; who did it and when is their cause (B-38 to B-43)."""
    case.link_follow_up("original", original.id, original.number, cause=cause)
    original.link_follow_up("follow_up", case.id, case.number, cause=cause)
