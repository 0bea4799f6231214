"""A customer's reply brings a paused or resolved case back: reopened, nobody's, in its queue."""

from __future__ import annotations

from typing import Any

import pytest

from domain.case.commands import (
    AssignCase,
    CancelCase,
    ChangeStatus,
    CloseCase,
    ResolveCase,
)
from domain.case.events import CaseReopened
from domain.case.queue_commands import TakeCase
from domain.case.queue_events import ReturnedToQueue
from domain.profile.commands import SetReplies
from tests.application.creatio.desk import ANNA, BOB, desk, waiting, writes
from tests.support.controls import Engine
from tests.support.controls_channel import Channel, hours
from tests.support.defining import define

PAUSED_OR_RESOLVED = ["Waiting for response", "Resolved"]


def answered_and(engine: Engine, care: Channel, status: str, **given: Any) -> Any:
    """Anna took the case, gave it a status, and perhaps a group."""
    case = writes(engine, care, "ann")
    engine.do(TakeCase(case_id=case.id), actor=ANNA)
    if given:
        engine.do(AssignCase(case_id=case.id, **given))
    engine.do(ChangeStatus(case_id=case.id, status=status), at=hours(1))
    return case.id


@pytest.mark.requirement("C-24")
@pytest.mark.requirement("C-25")
@pytest.mark.requirement("C-33")
@pytest.mark.requirement("C-28")
@pytest.mark.requirement("C-29")
@pytest.mark.requirement("C-30")
@pytest.mark.requirement("C-44")
@pytest.mark.requirement("C-50")
@pytest.mark.requirement("C-51")
@pytest.mark.parametrize("status", PAUSED_OR_RESOLVED)
def test_a_reply_reopens_clears_and_puts_back_into_the_queue(engine: Engine, status: str) -> None:
    care = desk(engine)
    id = answered_and(engine, care, status)
    assert waiting(engine) == []

    engine.hear(care, care.message("again", hours(2)))

    back = engine.case(id)
    assert (back.status, back.assignee) == ("Reopened", None)
    assert waiting(engine) == ["ann"]
    assert back.queued_at == hours(2)
    assert engine.events(ReturnedToQueue.TOPIC) == [ReturnedToQueue("desk", "customer_message")]


@pytest.mark.requirement("C-27")
def test_the_reply_stands_in_the_history_of_the_case(engine: Engine) -> None:
    care = desk(engine)
    id = answered_and(engine, care, "Resolved")

    engine.hear(care, care.message("again", hours(2)))

    assert engine.message("again").case_id == id


@pytest.mark.requirement("C-52")
def test_the_event_names_the_group_to_notify(engine: Engine) -> None:
    care = desk(engine)
    id = answered_and(engine, care, "Resolved", group="second-line")

    engine.hear(care, care.message("again", hours(2)))

    (reopened,) = engine.events(CaseReopened.TOPIC)
    assert (reopened.notify_group, engine.case(id).group) == ("second-line", "second-line")


@pytest.mark.requirement("C-61")
@pytest.mark.parametrize("end", [CloseCase, CancelCase])
def test_a_final_case_is_not_reopened_by_a_reply(engine: Engine, end: type) -> None:
    care = desk(engine)
    id = answered_and(engine, care, "Resolved")
    engine.do(end(case_id=id), at=hours(1.5))

    engine.hear(care, care.message("again", hours(2)))

    assert engine.case(id).is_final
    assert engine.events(CaseReopened.TOPIC) == []


@pytest.mark.requirement("C-62")
@pytest.mark.parametrize("status", ["New", "In progress", "Reopened"])
def test_in_a_status_without_a_flag_a_reply_changes_nothing(engine: Engine, status: str) -> None:
    care = desk(engine)
    case = writes(engine, care, "ann")
    engine.do(AssignCase(case_id=case.id, assignee="anna"))
    if status != "New":
        engine.do(ChangeStatus(case_id=case.id, status=status))

    engine.hear(care, care.message("more", hours(2)))

    after = engine.case(case.id)
    assert (after.status, after.assignee) == (status, "anna")


@pytest.mark.requirement("C-63")
def test_after_reopening_somebody_takes_it_again(engine: Engine) -> None:
    care = desk(engine)
    id = answered_and(engine, care, "Resolved")
    engine.hear(care, care.message("again", hours(2)))

    engine.do(TakeCase(case_id=id), actor=BOB)

    again = engine.case(id)
    assert (again.status, again.assignee) == ("In progress", "bob")


@pytest.mark.requirement("C-45")
@pytest.mark.parametrize("status", PAUSED_OR_RESOLVED)
def test_where_the_channel_is_closed_for_replies_nothing_reopens(
    engine: Engine, status: str
) -> None:
    care = desk(engine)
    engine.do(SetReplies(profile_id="care", replies="closed"))
    id = answered_and(engine, care, status)

    taken = engine.hear(care, care.message("again", hours(2)))

    assert taken.attached == 1
    assert engine.message("again").case_id == id
    assert (engine.case(id).status, engine.case(id).assignee) == (status, "anna")


@pytest.mark.requirement("C-45")
def test_a_channel_that_is_open_again_reopens_again(engine: Engine) -> None:
    care = desk(engine)
    for replies in ("closed", "closed", "open"):
        engine.do(SetReplies(profile_id="care", replies=replies))
    id = answered_and(engine, care, "Resolved")

    engine.hear(care, care.message("again", hours(2)))

    assert engine.case(id).status == "Reopened"
    assert len(engine.events("profile.replies_set")) == 2


@pytest.mark.requirement("C-26")
@pytest.mark.parametrize("channel", ["email", "portal"])
def test_the_customer_replies_by_mail_or_on_the_portal(engine: Engine, channel: str) -> None:
    engine.profile("creatio", channel=channel)
    care = Channel(channel=channel)
    case = writes(engine, care, "ann")
    engine.do(ResolveCase(case_id=case.id), at=hours(1))

    engine.hear(care, care.message("again", hours(2)))

    assert engine.case(case.id).status == "Reopened"


def test_where_the_policy_does_not_requeue_it_waits_for_nobody(engine: Engine) -> None:
    engine.profile(engine.policy("ours", "creatio", reopen={"requeue": False}), name="care")
    define(engine, "queue", "desk", profiles=["care"])
    care = Channel()
    id = answered_and(engine, care, "Resolved")

    engine.hear(care, care.message("again", hours(2)))

    assert engine.case(id).status == "Reopened"
    assert waiting(engine) == []
