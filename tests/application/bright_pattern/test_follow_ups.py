"""A settled case goes on in a case of its own, and both say so (B-34 to B-43)."""

from __future__ import annotations

from uuid import UUID

import pytest

from application.actor import Actor
from application.dispatch import Outcome
from domain.case.aggregate import Case
from domain.case.commands import AddNote, AnswerCase, CancelCase, CloseCase, ReopenCase, UpdateCase
from domain.case.errors import CaseIsFinal, EmptyText
from domain.case.follow_up_commands import FollowUp
from domain.case.follow_up_errors import CaseIsOpen, FollowUpNotAllowed
from domain.case.merging_commands import MergeCases
from domain.case.merging_errors import CaseIsMerged
from domain.conversation.errors import AnotherCaseIsOpen
from domain.errors import Rejection
from domain.message.authors import NotOneOfUs
from domain.message.errors import MessageNotInCase
from tests.support.controls import ANN, Engine
from tests.support.controls_channel import Channel, hours
from tests.support.shown import notes_of, shown

BOB = Actor("agent:bob", "os-user:bob")


@pytest.fixture
def closed(engine: Engine, mail: Channel) -> Case:
    case = engine.open_case(profile=mail.profile)
    change = UpdateCase(case_id=case.id, priority="high", add_labels=("vip",), fields={"order": 7})
    engine.do(change)
    engine.do(CloseCase(case_id=case.id), at=hours(1))
    return engine.case(case.id)


def follow_up(engine: Engine, case: Case, in_reply_to: UUID | None = None) -> Outcome:
    return engine.do(
        FollowUp(case_id=case.id, text="It arrived.", in_reply_to=in_reply_to), actor=BOB
    )


@pytest.mark.policy("bright_pattern", "link.kinds", "followup.by_agent")
@pytest.mark.requirement("B-34")
@pytest.mark.requirement("B-35")
def test_a_follow_up_is_a_new_case_with_a_new_number(engine: Engine, closed: Case) -> None:
    done = follow_up(engine, closed)
    case = engine.case(done.facts["case_id"])
    assert (done.facts["follow_up_of"], case.number) == (closed.number, done.facts["number"])
    assert case.number != closed.number
    assert (case.origin, case.customer_id, case.category) == ("follow_up", "ann", "new")
    assert (case.priority, list(case.labels), case.fields) == ("high", ["vip"], {"order": 7})
    assert case.title == "Late parcel"


@pytest.mark.requirement("B-02")
@pytest.mark.requirement("B-37")
def test_it_begins_with_the_mail_to_the_customer(engine: Engine, closed: Case) -> None:
    done = follow_up(engine, closed)
    (written,) = shown(engine, done.facts["number"]).messages
    assert (written.direction, written.text, written.customer_id) == ("out", "It arrived.", "ann")


@pytest.mark.requirement("B-38")
@pytest.mark.requirement("B-39")
@pytest.mark.requirement("B-40")
@pytest.mark.requirement("B-41")
@pytest.mark.requirement("B-42")
def test_both_cases_note_it_on_behalf_of_who_did_it(engine: Engine, closed: Case) -> None:
    number = follow_up(engine, closed).facts["number"]
    created = f"Case created as follow up from case {closed.number}"
    assert notes_of(engine, number) == [("agent:bob", created)]
    assert notes_of(engine, closed.number) == [("agent:bob", f"Follow up case {number} is created")]
    assert shown(engine, closed.number).case.follow_ups == [number]
    assert shown(engine, number).case.original_number == closed.number


@pytest.mark.requirement("B-42")
def test_somebody_else_than_an_agent_may_be_its_origin(engine: Engine, closed: Case) -> None:
    robot = Actor("bot:parcels", "token")
    done = engine.do(FollowUp(case_id=closed.id, text="Delivered."), actor=robot)
    number = done.facts["number"]
    assert notes_of(engine, closed.number) == [
        ("bot:parcels", f"Follow up case {number} is created")
    ]
    assert shown(engine, number).messages[0].author_kind == "bot"


def test_a_customers_mail_may_be_its_origin(engine: Engine) -> None:
    following = {"final": "new_followup_case"}
    rules = {"by_inbound": True, "by_agent": True}
    ours = engine.policy("ours", "bright_pattern", on_customer_message=following, followup=rules)
    engine.profile(ours)
    mail = Channel()
    engine.hear(mail, mail.message("1", thread={"id": "t-1"}))
    closed = engine.open_case()
    engine.do(CloseCase(case_id=closed.id), at=hours(1))
    engine.hear(mail, mail.message("2", hours(2), thread={"id": "t-1"}))
    number = engine.open_case().number
    ((actor, note),) = notes_of(engine, closed.number)
    assert note == f"Follow up case {number} is created"
    assert not actor.startswith("agent:")


@pytest.mark.requirement("B-43")
def test_the_original_takes_the_link_and_nothing_else(engine: Engine, closed: Case) -> None:
    follow_up(engine, closed)
    after = engine.case(closed.id)
    news = [each.event.TOPIC for each in engine.store.history(closed.id)[closed.version :]]
    assert (news, after.category) == (["case.follow_up_linked"], "closed")
    for more in (AddNote(case_id=closed.id, text="late"), AnswerCase(case_id=closed.id, text="x")):
        with pytest.raises(CaseIsFinal):
            engine.do(more)


@pytest.mark.requirement("B-33")
def test_nobody_reopens_a_closed_case(engine: Engine, closed: Case) -> None:
    for actor in ("agent:ann", "supervisor:sue", "administrator:adam", "system:rules"):
        with pytest.raises(CaseIsFinal):
            engine.do(ReopenCase(case_id=closed.id), actor=Actor(actor, "os-user:root"))


@pytest.mark.requirement("B-28")
def test_it_relates_to_the_chosen_mail(engine: Engine, closed: Case) -> None:
    first = engine.message_id("1")
    done = follow_up(engine, closed, in_reply_to=first)
    assert shown(engine, done.facts["number"]).messages[0].in_reply_to == first


def test_without_a_choice_it_relates_to_the_newest(engine: Engine, closed: Case) -> None:
    done = follow_up(engine, closed)
    written = shown(engine, done.facts["number"]).messages[0]
    assert written.in_reply_to == engine.message_id("2")


def test_without_any_mail_of_the_customer_it_relates_to_none(engine: Engine, mail: Channel) -> None:
    engine.hear(mail, mail.message("3", customer="eve"))
    eve = engine.open_case("eve")
    engine.do(CloseCase(case_id=eve.id))
    done = follow_up(engine, eve)
    again = engine.case(done.facts["case_id"])
    engine.do(CloseCase(case_id=again.id))
    written = shown(engine, follow_up(engine, again).facts["number"]).messages[0]
    assert written.in_reply_to is None


def test_the_chosen_mail_has_to_be_in_the_original(
    engine: Engine, mail: Channel, closed: Case
) -> None:
    engine.hear(mail, mail.message("3", customer="eve"))
    refused(engine, closed, MessageNotInCase, in_reply_to=engine.message_id("3"))


@pytest.mark.usefixtures("mail")
def test_an_open_case_takes_its_follow_up_mails_itself(engine: Engine) -> None:
    refused(engine, engine.open_case(), CaseIsOpen)


@pytest.mark.usefixtures("mail")
def test_a_resolved_and_a_canceled_case_are_followed_up_too(engine: Engine) -> None:
    resolved = engine.resolve(hours(1))
    assert follow_up(engine, resolved).facts["follow_up_of"] == resolved.number
    ours = engine.policy("ours", "builtin", followup={"by_agent": True})
    engine.profile(ours, name="shop")
    shop = Channel("shop", partition=1)
    engine.hear(shop, shop.message("s"))
    case = engine.open_case(profile="shop")
    engine.do(CancelCase(case_id=case.id))
    assert follow_up(engine, case).facts["follow_up_of"] == case.number


def test_the_policy_may_forbid_it(engine: Engine) -> None:
    engine.profile("emplifi")
    mail = Channel()
    engine.hear(mail, mail.message("1"))
    refused(engine, engine.resolve(hours(1)), FollowUpNotAllowed)


def test_one_open_case_stays_one(engine: Engine) -> None:
    engine.profile(engine.policy("ours", "builtin", followup={"by_agent": True}))
    mail = Channel()
    engine.hear(mail, mail.message("1"))
    case = engine.open_case()
    engine.do(CancelCase(case_id=case.id), at=hours(1))
    engine.hear(mail, mail.message("2", hours(2)))
    refused(engine, engine.case(case.id), AnotherCaseIsOpen)


def test_a_merged_case_is_not_followed_up(engine: Engine, mail: Channel) -> None:
    for id in ("3", "4"):
        engine.hear(mail, mail.message(id, hours(2), thread={"id": f"t-{id}"}))
    *_, merged, into = engine.cases()
    engine.do(MergeCases(case_id=merged.id, into_id=into.id))
    refused(engine, engine.case(merged.id), CaseIsMerged)


def test_a_customer_follows_nothing_up(engine: Engine, closed: Case) -> None:
    with pytest.raises(NotOneOfUs):
        engine.do(FollowUp(case_id=closed.id, text="x"), actor=Actor("customer:ann", "channel"))


def test_a_mail_without_text_makes_no_case(engine: Engine, closed: Case) -> None:
    position = engine.store.position()
    with pytest.raises(EmptyText):
        engine.do(FollowUp(case_id=closed.id, text=" "), actor=ANN)
    assert engine.store.position() == position


def test_the_same_click_twice_makes_one_case(engine: Engine, closed: Case) -> None:
    command = FollowUp(case_id=closed.id, text="It arrived.")
    first, again = (engine.do(command, id="once") for _ in range(2))
    assert (again.facts, again.repeated) == (first.facts, True)
    assert len(engine.cases()) == 2


def test_the_thread_goes_on_in_the_follow_up(engine: Engine, mail: Channel, closed: Case) -> None:
    done = follow_up(engine, closed)
    engine.hear(mail, mail.message("3", hours(2), thread={"id": "t-1"}))
    assert str(engine.message("3").case_id) == done.facts["case_id"]


def test_a_thread_that_another_case_has_stays_with_it(
    engine: Engine, mail: Channel, closed: Case
) -> None:
    engine.hear(mail, mail.message("3", hours(2), thread={"id": "t-1"}))
    other = engine.open_case()
    follow_up(engine, closed)
    engine.hear(mail, mail.message("4", hours(3), thread={"id": "t-1"}))
    assert engine.message("4").case_id == other.id


def refused(
    engine: Engine, case: Case, why: type[Rejection], in_reply_to: UUID | None = None
) -> None:
    position = engine.store.position()
    with pytest.raises(why):
        follow_up(engine, case, in_reply_to=in_reply_to)
    assert engine.store.position() == position
