"""Bounces and out-of-office mails change nothing of a case, whatever its phase (invariant 11)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from domain.case.aggregate import Case
from domain.case.commands import AssignCase, ChangeStatus, CloseCase, ResolveCase
from tests.support.controls import Engine
from tests.support.controls_channel import Channel, hours
from tests.support.mails import headers_of, mails

PERSONS = "groupwise_03.txt"
BOUNCES = [mail for mail in mails("email_flufl_bounce") if mail.name != PERSONS]


def standing(case: Case) -> tuple[Any, ...]:
    return (
        case.status,
        case.category,
        case.assignee,
        case.group,
        case.last_added_at,
        case.resolved_at,
        case.times_resolved,
    )


def lead_to(engine: Engine, case_id: UUID, phase: str) -> None:
    if phase == "waiting":
        engine.do(ChangeStatus(case_id=case_id, status="Pending"), at=hours(1))
    elif phase == "resolved":
        engine.do(ResolveCase(case_id=case_id), at=hours(1))
    elif phase == "closed":
        engine.do(CloseCase(case_id=case_id), at=hours(1))


@pytest.mark.parametrize("phase", ["open", "waiting", "resolved", "closed"])
def test_no_bounce_changes_a_case(engine: Engine, phase: str) -> None:
    engine.profile("builtin")
    care = Channel()
    engine.hear(care, care.message("first"))
    case = engine.open_case()
    engine.do(AssignCase(case_id=case.id, assignee="anna", group="care"))
    lead_to(engine, case.id, phase)
    before = standing(engine.case(case.id))

    taken = engine.hear(
        care,
        *(
            care.message(mail.name, hours(2), headers=headers_of(mail), thread={"case_number": "1"})
            for mail in BOUNCES
        ),
    )

    assert taken.attached + taken.parked == len(BOUNCES) == 116
    assert (taken.parked == 0) is (phase != "closed")
    assert standing(engine.case(case.id)) == before
    assert len(engine.cases()) == 1
    assert engine.events("case.reopened") == []


def test_what_the_connector_says_beats_the_headers(engine: Engine) -> None:
    engine.profile("emplifi")
    care = Channel()
    bounce = {"Return-Path": "<>"}
    taken = engine.hear(
        care,
        care.message("1", hours(0), auto_submitted=False, headers=bounce),
        care.message("2", hours(1), auto_submitted=True, headers={"Subject": "Late parcel"}),
    )
    assert taken.attached == 2
    received = engine.events("message.received")
    assert [each.auto_submitted for each in received] == [False, True]
