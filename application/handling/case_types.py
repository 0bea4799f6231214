"""The type of a case, and the stages of its process."""

from __future__ import annotations

from application.handling.cases import Facts, facts_of
from application.handling.dispositions import must_be_of_its_service
from application.handling.lifecycle import moved
from application.handling.queues import follow
from application.unit import Unit
from domain.case.aggregate import Case
from domain.case.case_type_commands import AdvanceCase, SetCaseType
from domain.case.case_type_errors import NoNextStage, NoProcess
from domain.definition.case_type import CaseType
from domain.definition.queue import Queue
from domain.policy.document import Policy


def set_type(command: SetCaseType, unit: Unit, expected_version: int | None) -> Facts:
    """Its queue's process goes on, else the type's begins. Raises UnknownDefinition,
    InactiveDefinition, NotOfTheService, ProcessDoesNotFit, CaseIsFinal, CaseNotOpen."""
    case = unit.case(command.case_id)
    case.must_be_at(expected_version)
    assert case.policy is not None
    chosen = unit.definitions.newest(unit, CaseType, command.case_type)
    services = unit.definitions.pinned(unit, CaseType, chosen).services
    must_be_of_its_service(case, unit, services, kind=CaseType.KIND, id=chosen.id)
    bound = unit.book.version(unit, case.policy)
    adapted = unit.adapting.adapted(bound, chosen, None, unit).policy
    case.set_type(chosen, adapted, cause=unit.cause)
    queue = unit.definitions.find(unit, Queue, case.queue) if case.queue is not None else None
    follow(case, unit.adapting.process_for(queue, chosen, unit), unit)
    if case.queue is None:
        fed = unit.adapting.queue_for("", command.case_type, unit)
        if fed is not None:
            case.enter_queue(fed.id, cause=unit.cause)
    return facts_of(case) | {"case_type": chosen.id, "type_version": chosen.version}


def advance(command: AdvanceCase, unit: Unit, expected_version: int | None) -> Facts:
    """Raises NoProcess, NoNextStage, FieldRequired."""

    def move(case: Case, policy: Policy) -> None:
        if policy.process is None:
            raise NoProcess(case_id=case.id, number=case.number)
        following = policy.process.next_after(case.status)
        if following is None:
            raise NoNextStage(case_id=case.id, number=case.number, status=case.status)
        case.change_status(policy, following, cause=unit.cause)

    return moved(command, unit, expected_version, move)
