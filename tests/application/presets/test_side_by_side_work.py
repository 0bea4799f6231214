"""What people may do under each preset, and what becomes of the case."""

from __future__ import annotations

from typing import Any

import pytest

from application.actor import Actor
from domain.case.commands import (
    AnswerCase,
    AssignCase,
    ChangeStatus,
    CreateChild,
    OpenCase,
    RecordSurvey,
    ReopenCase,
)
from domain.case.follow_up_commands import FollowUp
from domain.case.merging_commands import MoveMessage
from domain.case.queue_commands import TakeCase
from domain.errors import Rejection
from domain.team.commands import SetAvailability
from tests.support.controls import Engine
from tests.support.controls_channel import Channel, hours
from tests.support.defining import define
from tests.support.side_by_side import side_by_side

ANNA = Actor("agent:anna", "os-user:anna")
FILED: dict[str, Any] = {"topic": "delivery", "title": "Late", "priority": "high"}
NEW, RESOLVED, CLOSED = ("New", "new"), ("Resolved", "resolved"), ("Closed", "closed")
OPEN, PENDING = ("Open", "open"), ("Pending", "waiting_customer")


@pytest.fixture
def care(engine: Engine, preset: str) -> Channel:
    """Ann's case, on a channel that may write first."""
    engine.profile(preset, can_initiate=True)
    care = Channel()
    engine.hear(care, care.message("1"))
    return care


def refusal(engine: Engine, command: Any) -> str | None:
    """The code of why not, if the command was refused."""
    try:
        engine.do(command)
    except Rejection as refused:
        return refused.code
    return None


@side_by_side(
    "statuses",
    deskie=[OPEN, PENDING, RESOLVED, CLOSED],
    qualtrics=[NEW, OPEN, RESOLVED],
    emplifi=[NEW, OPEN, PENDING, ("On hold", "on_hold"), ("Done", "resolved"), ("Spam", "spam")],
    creatio=[
        NEW,
        ("In progress", "open"),
        ("Waiting for response", "waiting_customer"),
        RESOLVED,
        ("Reopened", "open"),
        CLOSED,
        ("Canceled", "canceled"),
    ],
    bright_pattern=[NEW, OPEN, PENDING, RESOLVED, CLOSED],
)
def test_a_case_can_have_these_statuses_and_no_others(
    engine: Engine, care: Channel, expected: list[tuple[str, str]]
) -> None:
    assert engine.open_case().status == expected[0][0]
    for status, category in expected:
        engine.hear(care, care.message(status, customer=status))
        case_id = engine.open_case(status).id
        engine.do(ChangeStatus(case_id=case_id, status=status))
        moved = engine.case(case_id)
        assert (moved.status, moved.category) == (status, category)
    others = {"New", "On hold", "Spam", "Done", "Canceled"} - {name for name, _ in expected}
    case_id = engine.open_case().id
    answers = {refusal(engine, ChangeStatus(case_id=case_id, status=each)) for each in others}
    assert answers == {"no_such_status"}


@side_by_side(
    "reopen.target_status",
    "reopen.assignee",
    "reopen.notify_group",
    "reopen.requeue",
    deskie=("Open", "anna", None, False),
    qualtrics=("Open", "anna", None, False),
    emplifi=("Open", "anna", None, False),
    creatio=("Reopened", None, "first-line", True),
    bright_pattern=("Open", "anna", None, False),
)
@pytest.mark.usefixtures("care")
def test_what_a_case_that_comes_back_has(engine: Engine, expected: tuple[Any, ...]) -> None:
    case_id = engine.open_case().id
    engine.do(AssignCase(case_id=case_id, assignee="anna", group="first-line"))
    engine.resolve(hours(1))
    engine.do(ReopenCase(case_id=case_id), at=hours(2))
    (told,) = engine.events("case.reopened")
    back = engine.case(case_id)
    assert (back.status, back.assignee, told.notify_group, told.requeued) == expected


@side_by_side(
    "followup.by_agent",
    deskie="follow_up_not_allowed",
    qualtrics="follow_up_not_allowed",
    emplifi="follow_up_not_allowed",
    creatio="follow_up_not_allowed",
    bright_pattern=None,
)
@pytest.mark.usefixtures("care")
def test_an_agent_follows_a_settled_case_up(engine: Engine, expected: str | None) -> None:
    case = engine.resolve(hours(1))
    assert refusal(engine, FollowUp(case_id=case.id, text="It arrived.")) == expected


@side_by_side(
    "survey.map",
    deskie=["Resolved"] * 5,
    qualtrics=["Resolved"] * 5,
    emplifi=["Done"] * 5,
    creatio=["Reopened", "Reopened", "Closed", "Closed", "Closed"],
    bright_pattern=["Resolved"] * 5,
)
def test_what_a_rating_from_1_to_5_does_to_a_resolved_case(
    engine: Engine, care: Channel, expected: list[str]
) -> None:
    after = []
    for level in range(1, 6):
        customer = f"customer-{level}"
        engine.hear(care, care.message(customer, customer=customer))
        case = engine.resolve(hours(1), customer)
        survey = engine.do(RecordSurvey(case_id=case.id)).facts["survey_id"]
        rated = care.survey_answer(customer, survey, hours(2), customer=customer, value=level)
        engine.hear(care, rated)
        after.append(engine.case(case.id).status)
    assert after == expected


@side_by_side(
    "link.kinds",
    deskie=None,
    qualtrics="link_not_allowed",
    emplifi="link_not_allowed",
    creatio="link_not_allowed",
    bright_pattern="link_not_allowed",
)
@pytest.mark.usefixtures("care")
def test_a_case_gets_a_child(engine: Engine, expected: str | None) -> None:
    parent = engine.open_case().id
    child = CreateChild(parent_id=parent, profile_id="care", customer_id="supplier")
    assert refusal(engine, child) == expected


@side_by_side(
    "assignment.strategies",
    deskie=None,
    qualtrics="anna",
    emplifi=None,
    creatio=None,
    bright_pattern=None,
)
def test_who_has_a_new_case(engine: Engine, care: Channel, expected: str | None) -> None:
    define(engine, "agent", "anna")
    engine.hear(care, care.message("2", customer="bob"))
    assert engine.open_case("bob").assignee == expected


@side_by_side(
    "assignment.requires_available.smart",
    "assignment.requires_available.workload",
    deskie=None,
    qualtrics="anna",
    emplifi=None,
    creatio=None,
    bright_pattern=None,
)
@pytest.mark.parametrize("strategy", ["smart", "workload"])
def test_who_is_away_gets_cases_or_does_not(
    engine: Engine, preset: str, expected: str | None, strategy: str
) -> None:
    """Each preset with a strategy, and threads that are cases of their own."""
    threads = {"key": "thread", "one_open_case": False}
    only = {"strategies": [strategy]}
    engine.profile(engine.policy("ours", preset, assignment=only, grouping=threads))
    care = Channel()
    engine.hear(care, care.message("1", thread={"id": "t-1"}))
    define(engine, "agent", "anna")
    engine.do(AssignCase(case_id=engine.open_case().id, assignee="anna"))
    engine.do(SetAvailability(agent="anna", availability="away"))
    engine.hear(care, care.message("2", hours(1), thread={"id": "t-2"}))
    _, second = engine.cases()
    assert second.assignee == expected


@side_by_side(
    "queue.take", deskie="anna", qualtrics="anna", emplifi="anna", creatio="anna",
    bright_pattern="anna",
)  # fmt: skip
def test_any_case_of_a_queue_may_be_taken(engine: Engine, care: Channel, expected: str) -> None:
    define(engine, "queue", "desk", profiles=["care"])
    for customer in ("bob", "cid"):
        engine.hear(care, care.message(customer, hours(1), customer=customer))
    last = engine.open_case("cid").id
    engine.do(TakeCase(case_id=last), actor=ANNA)
    assert engine.case(last).assignee == expected


@side_by_side(
    "reply_target",
    deskie=(None, "2"),
    qualtrics=(None, "2"),
    emplifi=(None, "2"),
    creatio=(None, "2"),
    bright_pattern=("reply_target_required", "1"),
)
def test_an_answer_is_to_the_newest_message_or_to_a_chosen_one(
    engine: Engine, care: Channel, expected: tuple[str | None, str]
) -> None:
    code, answered = expected
    engine.hear(care, care.message("2", hours(1)))
    case_id = engine.open_case().id
    assert refusal(engine, AnswerCase(case_id=case_id, text="Yes.")) == code
    first = engine.message_id("1")
    engine.do(AnswerCase(case_id=case_id, text="Yes.", in_reply_to=first))
    (*_, composed) = engine.events("message.composed")
    assert composed.in_reply_to == engine.message_id(answered)


@side_by_side(
    "grouping.manual_requires",
    deskie=None,
    qualtrics="field_required",
    emplifi=None,
    creatio=None,
    bright_pattern=None,
)
@pytest.mark.usefixtures("care")
def test_a_case_is_opened_by_hand_without_a_word(engine: Engine, expected: str | None) -> None:
    assert refusal(engine, OpenCase(profile_id="care", customer_id="bob")) == expected


@side_by_side(
    "grouping.note_on_creation",
    deskie="note_after_creation",
    qualtrics=None,
    emplifi=None,
    creatio=None,
    bright_pattern=None,
)
@pytest.mark.usefixtures("care")
def test_a_case_is_opened_with_a_note(engine: Engine, expected: str | None) -> None:
    noted = OpenCase(profile_id="care", customer_id="bob", note="Ask the carrier.", **FILED)
    assert refusal(engine, noted) == expected


@side_by_side(
    "grouping.manual_cross_author",
    deskie="other_author",
    qualtrics=None,
    emplifi="other_author",
    creatio="other_author",
    bright_pattern="other_author",
)
def test_a_person_puts_anothers_message_into_a_case(
    engine: Engine, care: Channel, expected: str | None
) -> None:
    engine.hear(care, care.message("2", customer="bob"))
    moved = MoveMessage(message_id=engine.message_id("2"), case_id=engine.open_case().id)
    assert refusal(engine, moved) == expected
