"""Taking and releasing the lock on a mail."""

from __future__ import annotations

from application.handling.cases import Facts
from application.handling.contents import live_case
from application.locking import holder_in, lock_on
from application.unit import Unit
from domain.case.aggregate import Case
from domain.lock.aggregate import WorkLock
from domain.lock.commands import LockMessage, ReleaseLock
from domain.lock.errors import LocksNotUsed, OnlyAgentsLock
from domain.message.aggregate import Message
from domain.message.errors import MessageNotInCase
from domain.permissions import ASSIGN
from domain.policy.document import Policy
from domain.team.errors import NotPermitted
from domain.team.person import person_in


def take(command: LockMessage, unit: Unit, expected_version: int | None) -> Facts:
    """Raises OnlyAgentsLock, MessageNotInCase, LocksNotUsed, LockedByAnother."""
    who = person_in(unit.cause.actor)
    if who is None:
        raise OnlyAgentsLock(actor=unit.cause.actor)
    message = unit.message(command.message_id)
    case, policy, lock = _lock_on(message, unit)
    case.must_be_at(expected_version)
    mail = message.id if policy.lock.scope == "message" else None
    lock.take(who, case.id, mail, policy.lock.ttl, cause=unit.cause)
    return _facts(message, case) | {"holder": lock.holder, "until": lock.until}


def release(command: ReleaseLock, unit: Unit, expected_version: int | None) -> Facts:
    """Raises MessageNotInCase, LocksNotUsed, NotLocked, LockExpired, LockedByAnother,
    NotPermitted."""
    message = unit.message(command.message_id)
    case, _, lock = _lock_on(message, unit)
    case.must_be_at(expected_version)
    held, who = lock.held_by(unit.cause.occurred_at), holder_in(unit.cause.actor)
    if command.breaking and held not in (None, who) and ASSIGN not in unit.may:
        raise NotPermitted(actor=unit.cause.actor, command="ReleaseLock", needed=ASSIGN)
    lock.release(who, breaking=command.breaking, cause=unit.cause)
    return _facts(message, case) | {"holder": held}


def _lock_on(message: Message, unit: Unit) -> tuple[Case, Policy, WorkLock]:
    if message.case_id is None:
        raise MessageNotInCase(message_id=message.id, place=message.place or "an alias")
    case = live_case(message.case_id, unit)
    policy = unit.policy_of(case)
    lock = lock_on(case, message.id, policy, unit)
    if lock is None:
        raise LocksNotUsed(number=case.number, policy=policy.id)
    return case, policy, lock


def _facts(message: Message, case: Case) -> Facts:
    return {"message_id": str(message.id), "case_id": str(case.id), "number": case.number}
