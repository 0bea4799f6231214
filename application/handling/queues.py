"""Queues: taking cases out of them, and putting cases into them."""

from __future__ import annotations

from application.beside import Turn
from application.handling.cases import Facts, facts_of
from application.unit import Unit
from domain.case.aggregate import Case
from domain.case.case_type_errors import ProcessDoesNotFit
from domain.case.queue_commands import PutInQueue, TakeCase, TakeNext
from domain.case.queue_errors import NotNext, NotOfTheQueue, OnlyAgentsTake, QueueIsEmpty
from domain.definition.queue import Queue
from domain.definition.reference import DefinitionReference
from domain.definition.simple import Group
from domain.policy.document import Policy
from domain.team.person import bare, person_in


def take(command: TakeCase, unit: Unit, expected_version: int | None) -> Facts:
    """Raises CaseAlreadyTaken, NotNext, NotOfTheQueue, OnlyAgentsTake, CaseNotOpen."""
    case = unit.case(command.case_id)
    case.must_be_at(expected_version)
    take_over(case, unit.policy_of(case), unit)
    return facts_of(case) | {"assignee": case.assignee, "queue": case.queue}


def take_next(command: TakeNext, unit: Unit, _: int | None) -> Facts:
    """Raises UnknownDefinition, QueueIsEmpty, NotOfTheQueue, OnlyAgentsTake."""
    unit.definitions.newest(unit, Queue, command.queue)
    queue = unit.definitions.find(unit, Queue, command.queue)
    assert queue is not None
    agent = _agent(unit)
    _must_be_of(queue.groups, agent, queue.id, unit)
    waiting = unit.waiting(queue.id, queue.order)
    if not waiting:
        raise QueueIsEmpty(queue=queue.id)
    unit.turn = Turn(queue.id, waiting[0], queue.order)
    case = unit.case(waiting[0])
    case.take(agent, unit.policy_of(case), mode="next", cause=unit.cause)
    return facts_of(case) | {"assignee": agent, "queue": queue.id}


def put_in_queue(command: PutInQueue, unit: Unit, expected_version: int | None) -> Facts:
    """The queue's process holds from now on. Raises UnknownDefinition, InactiveDefinition,
    ProcessDoesNotFit."""
    unit.definitions.newest(unit, Queue, command.queue)
    case = unit.case(command.case_id)
    case.must_be_at(expected_version)
    case.must_not_be_final()
    case.enter_queue(command.queue, cause=unit.cause)
    queue = unit.definitions.find(unit, Queue, command.queue)
    process = unit.adapting.process_for(queue, case.case_type, unit)
    follow(case, process, unit)
    return facts_of(case) | {"queue": command.queue}


def follow(case: Case, process: DefinitionReference | None, unit: Unit) -> None:
    """Raises ProcessDoesNotFit: nobody is to be stranded where his case has no such status."""
    assert case.policy is not None
    bound = unit.book.version(unit, case.policy)
    if missing := unit.adapting.missing_stages(bound, case.case_type, process, unit):
        assert process is not None
        raise ProcessDoesNotFit(
            case_id=case.id, number=case.number, process=process.id, missing=", ".join(missing)
        )
    case.follow_process(process, cause=unit.cause)


def take_over(case: Case, policy: Policy, unit: Unit) -> None:
    """By the agent who asks. A queue that gives out only the next case gives out no other."""
    agent = _agent(unit)
    queue = unit.definitions.find(unit, Queue, case.queue) if case.queue is not None else None
    if queue is None or case.place_in_queue is None:
        _must_be_of((case.group,) if case.group else (), agent, case.group or "", unit)
        return case.take(agent, policy, cause=unit.cause)
    _must_be_of(queue.groups, agent, queue.id, unit)
    mode = queue.take or policy.queue.take
    if mode == "next":
        if unit.waiting(queue.id, queue.order) != [case.id]:
            raise NotNext(queue=queue.id, case_id=case.id, number=case.number)
        unit.turn = Turn(queue.id, case.id, queue.order)
    return case.take(agent, policy, mode=mode, cause=unit.cause)


def _agent(unit: Unit) -> str:
    agent = person_in(unit.cause.actor)
    if agent is None:
        raise OnlyAgentsTake(actor=unit.cause.actor)
    return agent


def _must_be_of(groups: tuple[str, ...], agent: str, queue: str, unit: Unit) -> None:
    """A member of one of the groups; a group of which nothing is defined holds nobody back."""
    known = [found for id in groups if (found := unit.definitions.find(unit, Group, id))]
    if known and not any(agent in map(bare, group.members) for group in known):
        raise NotOfTheQueue(queue=queue, agent=agent)
