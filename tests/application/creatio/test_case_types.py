"""Case types: statuses with flags as data, pinned into the case with their version."""

from __future__ import annotations

import json
from typing import Any

import pytest

from application.looking.definitions import definition, definitions
from application.looking.streams import Streams
from domain.case.case_type_commands import AdvanceCase, SetCaseType
from domain.case.case_type_errors import NoProcess
from domain.case.commands import ChangeStatus, CloseCase, ResolveCase
from domain.case.errors import CaseIsFinal, CaseNotOpen, NoSuchStatus
from domain.definition.case_type import CaseType
from domain.definition.commands import Define
from domain.definition.errors import InactiveDefinition, InvalidDefinition, UnknownDefinition
from tests.application.creatio.desk import desk, writes
from tests.support.controls import Engine
from tests.support.controls_channel import Channel, hours
from tests.support.defining import define

REPAIR: list[dict[str, Any]] = [
    {"name": "Registered", "category": "new"},
    {"name": "At the bench"},
    {"name": "Waits for parts", "pause": True},
    {"name": "Repaired", "resolved": True},
    {"name": "Back again"},
    {"name": "Handed over", "final": True},
    {"name": "Called off", "category": "canceled"},
]


def repair(engine: Engine) -> Channel:
    """A queue whose cases have statuses with names of their own."""
    define(engine, "case_type", "repair", statuses=REPAIR, reopened="Back again")
    return desk(engine, queue={"case_type": "repair"})


@pytest.mark.requirement("C-46")
def test_incidents_and_service_requests_come_with_the_preset(engine: Engine) -> None:
    engine.profile("creatio")

    found = [each.id for each in definitions(Streams(engine.store), engine.ids, CaseType)]

    assert found == ["incident", "service_request"]


@pytest.mark.requirement("C-48")
@pytest.mark.requirement("C-49")
def test_of_their_statuses_two_are_paused_or_resolved_and_not_final(engine: Engine) -> None:
    engine.profile("creatio")

    shown = definition(Streams(engine.store), engine.ids, CaseType, "incident").document

    flags = {s["name"]: (s["pause"], s["resolved"], s["final"]) for s in shown["statuses"]}
    assert flags["Waiting for response"] == (True, False, False)
    assert flags["Resolved"] == (False, True, False)


@pytest.mark.requirement("C-46")
def test_the_statuses_of_one_type_are_not_those_of_the_other(engine: Engine) -> None:
    care = repair(engine)
    mine = writes(engine, care, "ann")
    assert mine.status == "Registered"

    with pytest.raises(NoSuchStatus):
        engine.do(ChangeStatus(case_id=mine.id, status="In progress"))


@pytest.mark.requirement("C-47")
@pytest.mark.requirement("C-44")
@pytest.mark.parametrize("status", ["Waits for parts", "Repaired"])
def test_flags_decide_whatever_a_status_is_called(engine: Engine, status: str) -> None:
    care = repair(engine)
    case = writes(engine, care, "ann")
    engine.do(ChangeStatus(case_id=case.id, status=status), at=hours(1))

    engine.hear(care, care.message("again", hours(2)))

    assert engine.case(case.id).status == "Back again"


@pytest.mark.requirement("C-47")
@pytest.mark.requirement("C-61")
def test_a_status_with_the_flag_final_ends_the_case(engine: Engine) -> None:
    care = repair(engine)
    case = writes(engine, care, "ann")
    engine.do(ChangeStatus(case_id=case.id, status="Repaired"), at=hours(1))
    engine.do(ChangeStatus(case_id=case.id, status="Handed over"), at=hours(2))

    engine.hear(care, care.message("again", hours(3)))

    assert engine.case(case.id).status == "Handed over"
    assert len(engine.cases()) == 2


def test_a_case_keeps_the_version_of_its_type(engine: Engine) -> None:
    care = repair(engine)
    case = writes(engine, care, "ann")
    shorter = [each for each in REPAIR if each["name"] != "Waits for parts"]
    define(engine, "case_type", "repair", statuses=shorter, reopened="Back again")
    new = writes(engine, care, "bob")

    engine.do(ChangeStatus(case_id=case.id, status="Waits for parts"))

    with pytest.raises(NoSuchStatus):
        engine.do(ChangeStatus(case_id=new.id, status="Waits for parts"))


@pytest.mark.requirement("C-46")
def test_a_case_gets_another_type_while_it_is_open(engine: Engine) -> None:
    case = writes(engine, desk(engine), "ann")

    done = engine.do(SetCaseType(case_id=case.id, case_type="service_request"))

    assert done.facts["case_type"] == "service_request"
    assert engine.case(case.id).status == "New"


def test_a_status_that_the_new_type_lacks_becomes_its_counterpart(engine: Engine) -> None:
    case = writes(engine, desk(engine), "ann")
    engine.do(ChangeStatus(case_id=case.id, status="In progress"))
    define(engine, "case_type", "repair", statuses=REPAIR, reopened="Back again")

    engine.do(SetCaseType(case_id=case.id, case_type="repair"))

    assert engine.case(case.id).status == "At the bench"


def test_a_status_without_counterpart_becomes_an_open_one(engine: Engine) -> None:
    engine.profile("builtin", name="plain")
    plain = Channel("plain")
    engine.hear(plain, plain.message("a"))
    case = engine.open_case(profile="plain")
    engine.do(ChangeStatus(case_id=case.id, status="On hold"))
    define(engine, "case_type", "repair", statuses=REPAIR, reopened="Back again")

    for _ in range(2):
        engine.do(SetCaseType(case_id=case.id, case_type="repair"))

    assert engine.case(case.id).status == "At the bench"
    assert len(engine.events("case.type_set")) == 1


def test_types_are_known_active_and_of_open_cases(engine: Engine) -> None:
    case = writes(engine, desk(engine), "ann")
    define(engine, "case_type", "old", active=False)

    with pytest.raises(UnknownDefinition):
        engine.do(SetCaseType(case_id=case.id, case_type="nonsense"))
    with pytest.raises(InactiveDefinition):
        engine.do(SetCaseType(case_id=case.id, case_type="old"))
    engine.do(ResolveCase(case_id=case.id))
    with pytest.raises(CaseNotOpen):
        engine.do(SetCaseType(case_id=case.id, case_type="service_request"))
    engine.do(CloseCase(case_id=case.id))
    with pytest.raises(CaseIsFinal):
        engine.do(SetCaseType(case_id=case.id, case_type="service_request"))


def test_a_type_that_was_switched_off_holds_no_message_up(engine: Engine) -> None:
    care = desk(engine)
    define(engine, "case_type", "incident", active=False)

    case = writes(engine, care, "ann")

    assert case.case_type is None
    assert case.status == "New"


def test_without_a_process_there_is_no_next_stage(engine: Engine) -> None:
    case = writes(engine, desk(engine), "ann")
    with pytest.raises(NoProcess):
        engine.do(AdvanceCase(case_id=case.id))


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"statuses": [s for s in REPAIR if "final" not in s]}, "statuses"),
        ({"statuses": [s for s in REPAIR if s.get("category") != "canceled"]}, "statuses"),
        (
            {"statuses": [{"name": "On hold", "category": "on_hold"}, *REPAIR]},
            "statuses.0.category",
        ),
        ({"statuses": REPAIR, "reopened": "Repaired"}, "reopened"),
        ({"statuses": REPAIR, "reopened": "Nowhere"}, "reopened"),
    ],
)
def test_a_type_that_no_case_could_live_under_is_refused(
    engine: Engine, fields: dict[str, Any], field: str
) -> None:
    document = json.dumps({"id": "repair", "reopened": "Back again"} | fields)
    with pytest.raises(InvalidDefinition) as refused:
        engine.do(Define(kind="case_type", document=document))
    assert refused.value.facts["field"] == field
