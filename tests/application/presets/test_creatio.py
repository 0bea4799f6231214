from __future__ import annotations

import pytest

from domain.case.commands import (
    AssignCase,
    CancelCase,
    ChangeStatus,
    CloseCase,
    RecordSurvey,
    ResolveCase,
)
from domain.case.events import CaseReopened
from tests.support.controls import Engine
from tests.support.controls_channel import Channel, hours

pytestmark = pytest.mark.usefixtures("care")


@pytest.fixture
def care(engine: Engine) -> Channel:
    """A case that Ann works on, in the group of the profile."""
    engine.profile("creatio", group="service")
    care = Channel()
    engine.hear(care, care.message("1"))
    engine.do(AssignCase(case_id=engine.open_case().id, assignee="agent:ann"))
    return care


@pytest.mark.policy("creatio", "on_customer_message.waiting_customer", "reopen")
@pytest.mark.requirement("C-24")
@pytest.mark.requirement("C-28")
@pytest.mark.requirement("C-29")
@pytest.mark.requirement("C-30")
@pytest.mark.requirement("C-44")
@pytest.mark.requirement("C-50")
@pytest.mark.requirement("C-51")
def test_an_answer_reopens_what_waited_and_returns_it_to_the_queue_with_nobody_assigned(
    engine: Engine, care: Channel
) -> None:
    waiting = ChangeStatus(case_id=engine.open_case().id, status="Waiting for response")
    engine.do(waiting, at=hours(1))
    engine.hear(care, care.message("2", hours(2)))
    (reopened,) = engine.events("case.reopened")
    assert reopened == CaseReopened(
        "customer_message",
        "Waiting for response",
        "waiting_customer",
        "Reopened",
        "open",
        cleared_assignee="agent:ann",
        requeued=True,
        notify_group="service",
    )
    case = engine.open_case()
    assert (case.status, case.assignee, case.group) == ("Reopened", None, "service")


@pytest.mark.policy("creatio", "on_customer_message.resolved_in_grace", "grace.length")
@pytest.mark.requirement("C-33")
@pytest.mark.requirement("C-44")
@pytest.mark.parametrize("after", [0.0, 1.0, 100_000.0])
def test_a_resolved_case_is_reopened_however_late_the_answer(
    engine: Engine, care: Channel, after: float
) -> None:
    case = engine.resolve(hours(1))
    assert engine.case(case.id).status == "Resolved"
    engine.hear(care, care.message("2", hours(1 + after)))
    assert engine.open_case().id == case.id
    assert engine.open_case().assignee is None


@pytest.mark.requirement("C-62")
def test_in_an_open_case_an_answer_changes_neither_status_nor_assignee(
    engine: Engine, care: Channel
) -> None:
    engine.do(ChangeStatus(case_id=engine.open_case().id, status="In progress"))
    engine.hear(care, care.message("2", hours(2)))
    case = engine.open_case()
    assert (case.status, case.assignee) == ("In progress", "agent:ann")


@pytest.mark.policy("creatio", "on_customer_message.final")
@pytest.mark.requirement("C-61")
@pytest.mark.parametrize("end", [CloseCase, CancelCase])
def test_neither_answer_nor_rating_reopens_a_final_case(
    engine: Engine, care: Channel, end: type[CloseCase] | type[CancelCase]
) -> None:
    case = engine.open_case()
    survey = str(engine.do(RecordSurvey(case_id=case.id)).facts["survey_id"])
    engine.do(end(case_id=case.id), at=hours(1))
    ended = engine.case(case.id).status
    engine.hear(
        care,
        care.message("2", hours(2)),
        care.survey_answer("s1", survey, hours(3), value=1),
    )
    assert engine.case(case.id).status == ended
    assert engine.message("2").case_id == engine.open_case().id != case.id


@pytest.mark.requirement("C-15")
@pytest.mark.requirement("C-16")
def test_what_is_not_needed_is_canceled(engine: Engine) -> None:
    case = engine.open_case()
    engine.do(CancelCase(case_id=case.id))
    assert (engine.case(case.id).status, engine.case(case.id).is_final) == ("Canceled", True)


@pytest.mark.requirement("C-18")
def test_escalating_means_another_assignee_or_group(engine: Engine) -> None:
    case = engine.open_case()
    engine.do(AssignCase(case_id=case.id, assignee="agent:eve", group="second line"))
    assert (engine.open_case().assignee, engine.open_case().group) == ("agent:eve", "second line")


@pytest.mark.requirement("C-14")
@pytest.mark.requirement("C-25")
@pytest.mark.requirement("C-47")
@pytest.mark.requirement("C-48")
@pytest.mark.requirement("C-49")
@pytest.mark.parametrize(
    ("status", "category"),
    [("Waiting for response", "waiting_customer"), ("Resolved", "resolved")],
)
def test_waiting_and_resolved_pause_and_are_not_final(
    engine: Engine, status: str, category: str
) -> None:
    case = engine.open_case()
    engine.do(ChangeStatus(case_id=case.id, status=status))
    moved = engine.case(case.id)
    assert (moved.category, moved.is_final) == (category, False)


def test_the_native_answer_of_an_agent_changes_no_status(engine: Engine, care: Channel) -> None:
    case = engine.open_case()
    engine.do(ChangeStatus(case_id=case.id, status="Waiting for response"))
    engine.hear(care, care.message("2", hours(1), by="agent"))
    assert engine.open_case().status == "Waiting for response"
    engine.do(ResolveCase(case_id=case.id), at=hours(2))
    engine.hear(care, care.message("3", hours(3), by="agent"))
    assert engine.case(case.id).status == "Resolved"
    assert engine.message("3").case_id == case.id


@pytest.mark.parametrize("status", ["Waiting for response", "Resolved"])
def test_an_out_of_office_answer_changes_nothing_of_the_case(
    engine: Engine, care: Channel, status: str
) -> None:
    case = engine.open_case()
    engine.do(ChangeStatus(case_id=case.id, status=status), at=hours(1))
    assert engine.hear(care, care.message("2", hours(2), auto_submitted=True)).attached == 1
    after = engine.case(case.id)
    assert (after.status, after.assignee) == (status, "agent:ann")
    assert engine.events("case.reopened") == []


@pytest.mark.policy("creatio", "grouping.key")
@pytest.mark.requirement("C-26")
def test_each_thread_is_a_case_of_its_own(engine: Engine, care: Channel) -> None:
    engine.hear(
        care,
        care.message("2", hours(1), thread={"id": "t-1"}),
        care.message("3", hours(2), thread={"id": "t-2"}),
        care.message("4", hours(3), thread={"id": "t-1"}),
        care.message("5", hours(4)),
    )
    one, two, three = engine.cases()
    places = [engine.message(each).case_id for each in "12345"]
    assert places == [one.id, two.id, three.id, two.id, one.id]
