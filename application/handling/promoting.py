"""Treating a message that changed nothing as the customer's."""

from __future__ import annotations

from uuid import UUID

from application.assigning.assigning import reopen
from application.handling.cases import Facts, facts_of
from application.handling.messages import by_command
from application.intake.situating import standing_of
from application.room import only_one
from application.unit import Unit
from domain.case.aggregate import Case
from domain.case.errors import CaseTakesNoMessages
from domain.case.events import MessageAttached
from domain.case.promoting_commands import PromoteMessage
from domain.case.promoting_events import MessagePromotedHere
from domain.message.errors import MessageNotInCase, MessageNotSilent
from domain.rules.phase import LIVE, phase_of

SILENT = "append_silent"


def promote(command: PromoteMessage, unit: Unit, expected_version: int | None) -> Facts:
    """Runs the decision table once, now. Raises UnknownMessage, MessageNotInCase, MessageNotSilent,
    CaseIsMerged, CaseTakesNoMessages where the case is no longer alive, AnotherCaseIsOpen."""
    message = unit.message(command.message_id)
    if message.case_id is None:
        raise MessageNotInCase(message_id=message.id, place=message.place or "an alias")
    case = unit.case(message.case_id)
    case.must_not_be_merged()
    case.must_be_at(expected_version)
    if not _is_silent(message.id, case, unit):
        raise MessageNotSilent(message_id=message.id, number=case.number)
    standing = standing_of(case, unit, unit.book)
    phase, elapsed = phase_of(standing, unit.cause.occurred_at)
    if phase not in LIVE:
        raise CaseTakesNoMessages(case_id=case.id, number=case.number, phase=phase)
    policy = unit.policy_of(case)
    action = policy.action_for(phase)
    case.promote(message.id, by_command(case, phase, action, elapsed), cause=unit.cause)
    if action == "append_reopen" and phase != "open":
        reopen(case, policy, unit.definitions, unit, because="customer_message", cause=unit.cause)
        unit.conversation_of(case).resume(
            case.id, one_open_case=only_one(case, unit, unit.book), cause=unit.cause
        )
    return facts_of(case) | {"message_id": str(message.id), "action": action}


def _is_silent(message_id: UUID, case: Case, unit: Unit) -> bool:
    """Attached without effect, and not promoted since."""
    silent = False
    for recorded in unit.history(case.id):
        event = recorded.event
        placed = isinstance(event, MessageAttached | MessagePromotedHere)
        if placed and event.message_id == message_id:
            silent = event.decision.action == SILENT
    return silent
