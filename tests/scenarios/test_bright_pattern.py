"""The story of document 004: a parcel desk answers by mail, alone on each mail, beyond the end."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from application.actor import Actor
from application.dispatch import Outcome
from domain.case.commands import AddNote, AnswerCase, CloseCase, ReopenCase
from domain.case.disposition_commands import SetDisposition
from domain.case.errors import CaseIsFinal
from domain.case.follow_up_commands import FollowUp
from domain.case.follow_up_errors import CaseIsOpen
from domain.lock.commands import LockMessage
from domain.lock.errors import LockedByAnother
from domain.message.reply_errors import ReplyTargetRequired
from tests.support.controls import Engine
from tests.support.controls_channel import Channel, hours
from tests.support.defining import define
from tests.support.shown import notes_of, shown

ANNA, BEN = Actor("agent:anna", "os-user:anna"), Actor("agent:ben", "os-user:ben")


class ParcelDesk:
    """A mailbox of the service parcels, with two agents."""

    def __init__(self) -> None:
        self.engine = Engine()
        define(self.engine, "service", "parcels")
        for agent in ("anna", "ben"):
            define(self.engine, "agent", agent, services=["parcels"])
        define(self.engine, "disposition", "waiting-for-depot", services=["parcels"])
        self.engine.profile("bright_pattern", service="parcels")
        self.mailbox = Channel()

    def hears(self, id: str, at: float, **more: Any) -> UUID:
        thread = {"id": "t-1", "subject": "Late parcel"}
        event = self.mailbox.message(id, hours(at), thread=thread, **more)
        self.engine.hear(self.mailbox, event)
        return self.engine.message_id(id)

    def does(self, command: Any, who: Actor, at: float) -> Outcome:
        self.engine.now = hours(at)
        return self.engine.do(command, actor=who)


@pytest.fixture
def desk() -> ParcelDesk:
    return ParcelDesk()


@pytest.mark.requirement("B-01")
@pytest.mark.requirement("B-02")
@pytest.mark.requirement("B-03")
@pytest.mark.requirement("B-27")
@pytest.mark.requirement("B-28")
@pytest.mark.requirement("B-31")
@pytest.mark.requirement("B-32")
@pytest.mark.requirement("B-33")
@pytest.mark.requirement("B-35")
@pytest.mark.requirement("B-38")
@pytest.mark.requirement("B-43")
def test_the_story_of_a_late_parcel(desk: ParcelDesk) -> None:
    # GIVEN a customer's two mails of one thread: one case
    first, second = desk.hears("1", 0), desk.hears("2", 1)
    case = desk.engine.open_case()
    assert {desk.engine.message(each).case_id for each in "12"} == {case.id}

    # WHEN Anna opens the first mail, THEN Ben can neither open nor answer it
    desk.does(LockMessage(message_id=first), ANNA, 2)
    busy = AnswerCase(case_id=case.id, text="Me too.", in_reply_to=first)
    for attempt in (LockMessage(message_id=first), busy):
        with pytest.raises(LockedByAnother):
            desk.does(attempt, BEN, 2)

    # WHEN Anna confirms the receipt, and an hour later writes what became of it
    confirmed = AnswerCase(case_id=case.id, text="We look for it.", in_reply_to=first)
    desk.does(confirmed, ANNA, 2.1)
    desk.does(SetDisposition(case_id=case.id, disposition="waiting-for-depot"), ANNA, 2.1)
    desk.does(AddNote(case_id=case.id, text="The depot has it."), BEN, 2.5)
    follow_up = AnswerCase(case_id=case.id, text="It comes tomorrow.", in_reply_to=second)
    desk.does(follow_up, BEN, 3)

    # THEN both are in the case, each related to the mail that was chosen, in order of time
    mails = shown(desk.engine, case.number).messages
    assert [each.in_reply_to for each in mails if each.direction == "out"] == [first, second]
    assert [each.sent_at for each in mails] == [hours(at) for at in (0, 1, 2.1, 3)]
    assert notes_of(desk.engine, case.number) == [
        ("agent:anna", "Disposition: waiting-for-depot"),
        ("agent:ben", "The depot has it."),
    ]

    # AND an open case takes its further mails itself, each about a mail
    with pytest.raises(CaseIsOpen):
        desk.does(FollowUp(case_id=case.id, text="Well?"), ANNA, 4)
    with pytest.raises(ReplyTargetRequired):
        desk.does(AnswerCase(case_id=case.id, text="Well?"), ANNA, 4)

    # WHEN the case is closed, THEN nobody reopens it
    desk.does(CloseCase(case_id=case.id), ANNA, 5)
    with pytest.raises(CaseIsFinal):
        desk.does(ReopenCase(case_id=case.id), Actor("supervisor:sue", "os-user:sue"), 6)

    # WHEN Ben writes once more, THEN a new case begins with his mail, and both cases say so
    done = desk.does(FollowUp(case_id=case.id, text="Did it come?", in_reply_to=second), BEN, 7)
    number = done.facts["number"]
    assert number != case.number
    new, old = shown(desk.engine, number), shown(desk.engine, case.number)
    assert [(each.text, each.in_reply_to) for each in new.messages] == [("Did it come?", second)]
    assert (new.case.subject, new.case.original_number) == ("Late parcel", case.number)
    created = f"Case created as follow up from case {case.number}"
    assert notes_of(desk.engine, number) == [("agent:ben", created)]
    assert notes_of(desk.engine, case.number)[-1] == (
        "agent:ben",
        f"Follow up case {number} is created",
    )
    assert (old.case.category, old.case.follow_ups, len(old.messages)) == ("closed", [number], 4)

    # AND what the customer writes in the thread now goes on there
    desk.hears("3", 8)
    assert str(desk.engine.message("3").case_id) == done.facts["case_id"]
