"""Which lock a mail is under, by the policy of its case; and answering under it."""

from __future__ import annotations

from uuid import UUID

from application.unit import Unit
from domain.case.aggregate import Case
from domain.lock.aggregate import WorkLock
from domain.policy.document import Policy
from domain.team.person import bare, person_in


def lock_on(case: Case, message_id: UUID | None, policy: Policy, unit: Unit) -> WorkLock | None:
    """None where the policy locks nothing, or mails only and no mail is named."""
    scope = policy.lock.scope
    if scope == "case":
        return unit.get(WorkLock, unit.ids.lock(case.id))
    if scope == "message" and message_id is not None:
        return unit.get(WorkLock, unit.ids.lock(message_id))
    return None


def work_under_lock(case: Case, message_id: UUID | None, unit: Unit) -> None:
    """Answering needs no lock where nobody has one, and ends one's own. From here on nobody else
    may take it before the answer is committed. Raises LockedByAnother."""
    lock = lock_on(case, message_id, unit.policy_of(case), unit)
    if lock is None:
        return
    unit.rest_on_what_is_read()
    who = holder_in(unit.cause.actor)
    lock.must_be_free_for(who, at=unit.cause.occurred_at)
    lock.answered(who, cause=unit.cause)


def must_not_be_locked(case: Case, message_id: UUID, unit: Unit) -> None:
    """For whoever wants the mail elsewhere. Raises LockedByAnother."""
    lock = lock_on(case, message_id, unit.policy_of(case), unit)
    if lock is not None:
        unit.rest_on_what_is_read()
        lock.must_be_free_for(holder_in(unit.cause.actor), at=unit.cause.occurred_at)


def holder_in(actor: str) -> str:
    """The bare id of a person, as assignees are written; else the whole actor."""
    return bare(person_in(actor) or actor)
