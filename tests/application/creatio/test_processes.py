"""A process: ordered stages, allowed moves, required fields; versioned and pinned like a type."""

from __future__ import annotations

import json
from typing import Any

import pytest

from domain.case.aggregate import Case
from domain.case.case_type_commands import AdvanceCase, SetCaseType
from domain.case.case_type_errors import (
    FieldRequired,
    NoNextStage,
    ProcessDoesNotFit,
    TransitionNotAllowed,
)
from domain.case.commands import CancelCase, ChangeStatus, CloseCase, ResolveCase, UpdateCase
from domain.case.queue_commands import PutInQueue, TakeCase
from domain.definition.commands import Define
from domain.definition.errors import InvalidDefinition
from tests.application.creatio.desk import ANNA, desk, writes
from tests.support.controls import Engine
from tests.support.controls_channel import hours
from tests.support.defining import define

STAGES: list[dict[str, Any]] = [
    {"status": "New"},
    {"status": "In progress", "to": ["Waiting for response", "Resolved"]},
    {"status": "Waiting for response", "to": ["In progress"]},
    {"status": "Resolved", "requires": ["solution"]},
    {"status": "Closed"},
]


def under_way(engine: Engine, stages: list[Any] = STAGES) -> Case:
    """A new incident of a queue that has a process."""
    define(engine, "process", "careful", stages=stages)
    return writes(engine, desk(engine, queue={"process": "careful"}), "ann")


@pytest.mark.requirement("C-04")
def test_a_case_moves_only_as_its_process_allows(engine: Engine) -> None:
    case = under_way(engine)

    with pytest.raises(TransitionNotAllowed) as refused:
        engine.do(ChangeStatus(case_id=case.id, status="Waiting for response"))

    assert refused.value.facts["from_status"] == "New"
    assert refused.value.facts["allowed"] == "In progress, Canceled"
    assert refused.value.facts["process"] == "careful"
    assert engine.case(case.id).version == case.version


@pytest.mark.requirement("C-04")
@pytest.mark.parametrize("command", [ResolveCase, CloseCase])
def test_no_command_goes_round_the_process(engine: Engine, command: type) -> None:
    case = under_way(engine)
    with pytest.raises(TransitionNotAllowed):
        engine.do(command(case_id=case.id))


@pytest.mark.requirement("C-15")
@pytest.mark.requirement("C-16")
def test_canceled_is_always_possible(engine: Engine) -> None:
    case = under_way(engine)

    engine.do(CancelCase(case_id=case.id))

    assert engine.case(case.id).status == "Canceled"


@pytest.mark.requirement("C-15")
def test_canceled_is_a_status_to_move_to(engine: Engine) -> None:
    case = under_way(engine)
    engine.do(ChangeStatus(case_id=case.id, status="Canceled"))
    assert engine.case(case.id).status == "Canceled"


@pytest.mark.requirement("C-14")
def test_the_next_stage_comes_in_order(engine: Engine) -> None:
    case = under_way(engine)
    engine.do(UpdateCase(case_id=case.id, fields={"solution": "a new cable"}))

    passed = [engine.do(AdvanceCase(case_id=case.id)).facts["status"] for _ in range(2)]
    engine.do(ChangeStatus(case_id=case.id, status="In progress"))
    engine.do(ResolveCase(case_id=case.id))
    closed = engine.do(AdvanceCase(case_id=case.id)).facts["status"]

    assert passed == ["In progress", "Waiting for response"]
    assert closed == "Closed"


def test_behind_the_last_stage_none_comes(engine: Engine) -> None:
    case = under_way(engine, [{"status": "New"}, {"status": "In progress"}])
    engine.do(AdvanceCase(case_id=case.id))
    with pytest.raises(NoNextStage):
        engine.do(AdvanceCase(case_id=case.id))


def test_a_stage_wants_its_fields_first(engine: Engine) -> None:
    case = under_way(engine)
    engine.do(ChangeStatus(case_id=case.id, status="In progress"))

    with pytest.raises(FieldRequired) as refused:
        engine.do(ResolveCase(case_id=case.id))
    engine.do(UpdateCase(case_id=case.id, fields={"solution": "a new cable"}))
    engine.do(ResolveCase(case_id=case.id))

    assert refused.value.facts["field"] == "solution"
    assert engine.case(case.id).status == "Resolved"


def test_who_takes_a_case_brings_what_its_stage_wants(engine: Engine) -> None:
    stages = [{"status": "New"}, {"status": "In progress", "requires": ["assignee", "group"]}]
    case = under_way(engine, stages)

    with pytest.raises(FieldRequired) as refused:
        engine.do(TakeCase(case_id=case.id), actor=ANNA)

    assert refused.value.facts["field"] == "group"
    assert engine.case(case.id).assignee is None


@pytest.mark.requirement("C-28")
def test_a_customer_is_not_bound_by_the_process(engine: Engine) -> None:
    case = under_way(engine)
    engine.do(ChangeStatus(case_id=case.id, status="In progress"), at=hours(1))
    engine.do(ChangeStatus(case_id=case.id, status="Waiting for response"), at=hours(2))
    care = desk(engine, queue={"process": "careful"})
    care.next_offset = 1

    engine.hear(care, care.message("ann-2", hours(3)))
    engine.do(ChangeStatus(case_id=case.id, status="In progress"), at=hours(4))

    assert engine.case(case.id).status == "In progress"


@pytest.mark.requirement("C-05")
def test_each_queue_has_its_own_process(engine: Engine) -> None:
    case = under_way(engine)
    define(engine, "process", "quick", stages=[{"status": "New"}, {"status": "Resolved"}])
    define(engine, "queue", "counter", process="quick")

    engine.do(PutInQueue(case_id=case.id, queue="counter"))
    engine.do(ResolveCase(case_id=case.id))

    assert engine.case(case.id).status == "Resolved"


@pytest.mark.requirement("C-05")
def test_the_process_of_a_type_holds_where_the_queue_has_none(engine: Engine) -> None:
    define(engine, "process", "quick", stages=[{"status": "New"}, {"status": "Resolved"}])
    define(engine, "case_type", "question", process="quick")
    case = writes(engine, desk(engine), "ann")

    engine.do(SetCaseType(case_id=case.id, case_type="question"))

    with pytest.raises(TransitionNotAllowed):
        engine.do(ChangeStatus(case_id=case.id, status="Waiting for response"))


@pytest.mark.requirement("C-04")
def test_a_case_keeps_the_version_of_its_process(engine: Engine) -> None:
    case = under_way(engine)
    define(engine, "process", "careful", stages=[{"status": "New"}, {"status": "Resolved"}])

    with pytest.raises(TransitionNotAllowed):
        engine.do(ResolveCase(case_id=case.id))


@pytest.mark.parametrize(
    ("stages", "field"),
    [
        ([], "stages"),
        ([{"status": "New"}, {"status": "New"}], "stages.1.status"),
        ([{"status": "New", "to": ["Gone"]}], "stages.0.to"),
    ],
)
def test_a_process_that_contradicts_itself_is_refused(
    engine: Engine, stages: list[dict[str, Any]], field: str
) -> None:
    document = json.dumps({"id": "careful", "stages": stages})
    with pytest.raises(InvalidDefinition) as refused:
        engine.do(Define(kind="process", document=document))
    assert refused.value.facts["field"] == field


def test_a_process_whose_stages_the_case_does_not_have_is_refused(engine: Engine) -> None:
    care = desk(engine)
    case = writes(engine, care, "ann")
    define(engine, "process", "foreign", stages=[{"status": "New"}, {"status": "Nope"}])
    define(engine, "queue", "other", process="foreign")

    with pytest.raises(ProcessDoesNotFit) as refused:
        engine.do(PutInQueue(case_id=case.id, queue="other"))

    assert refused.value.facts["missing"] == "Nope"
    assert engine.case(case.id).version == case.version


def test_a_process_that_does_not_fit_holds_no_message_up(engine: Engine) -> None:
    case = under_way(engine, [{"status": "New"}, {"status": "Nope"}])

    assert case.process is None
    assert case.queue == "desk"
