"""Whom a child is addressed to is its customer: he answers there and sees no word of the parent."""

from __future__ import annotations

from typing import Any

import pytest

from domain.case.aggregate import Case
from domain.case.commands import (
    AddNote,
    AnswerCase,
    AssignCase,
    ChangeStatus,
    CloseCase,
    CreateChild,
    ResolveCase,
    UpdateCase,
)
from projections.as_of import case_at, cases_at
from projections.queries.cases import CaseFilter
from tests.support.controls import Engine
from tests.support.controls_channel import Channel, hours
from tests.support.listed import Log

PARTNER = "depot@example.org"


@pytest.fixture
def parent(engine: Engine, care: Channel) -> Case:
    del care
    case = engine.open_case()
    engine.do(AnswerCase(case_id=case.id, text="We ask the depot."))
    engine.do(AddNote(case_id=case.id, text="Ann is cross."))
    return engine.open_case()


def child(engine: Engine, parent: Case, **more: Any) -> Case:
    given = {"profile_id": "care", "customer_id": PARTNER} | more
    made = engine.do(CreateChild(parent_id=parent.id, **given))
    return engine.case(made.facts["case_id"])


def ask(engine: Engine, made: Case, care: Channel, id: str) -> None:
    """Our mail to the partner, seen on the channel under an id of the channel's."""
    told = engine.do(AnswerCase(case_id=made.id, text="Where is parcel 17?"))
    ours = told.facts["message_id"]
    engine.hear(care, care.message(id, customer=PARTNER, by="agent", outbound_id=ours))


@pytest.mark.requirement("D-02")
def test_his_reply_joins_the_child_by_its_thread(
    engine: Engine, care: Channel, parent: Case
) -> None:
    made = child(engine, parent)
    ask(engine, made, care, "q-1")
    thread = {"id": "t-9", "in_reply_to": "q-1", "references": ["q-1"]}
    engine.hear(care, care.message("r-1", hours(1), customer=PARTNER, thread=thread))
    assert engine.message("r-1").case_id == made.id


@pytest.mark.requirement("D-02")
def test_without_a_thread_his_reply_joins_it_by_connection_and_address(
    engine: Engine, care: Channel, parent: Case
) -> None:
    made = child(engine, parent)
    engine.hear(care, care.message("r-1", hours(1), customer=PARTNER))
    assert engine.message("r-1").case_id == made.id
    onphone = child(engine, parent, profile_id="wa", customer_id=PARTNER)
    wa = Channel("wa", "whatsapp", partition=4)
    engine.hear(wa, wa.message("w-1", hours(2), customer=PARTNER))
    assert engine.message("w-1", profile="wa").case_id == onphone.id


@pytest.mark.requirement("D-02")
def test_his_messages_follow_the_phases_of_the_child_and_never_touch_the_parent(
    engine: Engine, care: Channel, parent: Case
) -> None:
    made = child(engine, parent)
    before = engine.case(parent.id).version
    engine.hear(care, care.message("r-1", hours(1), customer=PARTNER))
    engine.do(ChangeStatus(case_id=made.id, status="Pending"), at=hours(2))
    engine.hear(care, care.message("r-2", hours(3), customer=PARTNER))
    assert engine.case(made.id).category == "open"
    engine.do(ResolveCase(case_id=made.id), at=hours(4))
    engine.hear(care, care.message("r-3", hours(5), customer=PARTNER))
    assert engine.case(made.id).category == "open"
    engine.do(CloseCase(case_id=made.id), at=hours(6))
    engine.hear(care, care.message("r-4", hours(7), customer=PARTNER))
    places = [engine.message(f"r-{n}").case_id for n in (1, 2, 3, 4)]
    assert places[:3] == [made.id] * 3
    assert places[3] not in (made.id, parent.id)
    assert engine.case(parent.id).version == before


def test_a_partner_who_quotes_the_parent_does_not_get_into_it(
    engine: Engine, care: Channel, parent: Case
) -> None:
    made = child(engine, parent)
    quoting = {"id": "t-1", "case_number": parent.number, "in_reply_to": "1"}
    engine.hear(care, care.message("r-1", hours(1), customer=PARTNER, thread=quoting))
    assert engine.message("r-1").case_id not in (None, parent.id)
    assert engine.case(made.id).parent_id == parent.id


@pytest.mark.requirement("D-03")
def test_the_partner_sees_nothing_of_the_parent(
    engine: Engine, care: Channel, parent: Case
) -> None:
    made = child(engine, parent)
    ask(engine, made, care, "q-1")
    engine.hear(care, care.message("r-1", hours(1), customer=PARTNER, text="On its way."))
    engine.hear(care, care.message("2", hours(2), thread={"id": "t-1"}, text="Well?"))
    engine.do(AnswerCase(case_id=parent.id, text="It is on its way."), at=hours(3))
    log = Log(engine)
    shown = case_at(log, log.position(), made.id)
    assert shown is not None
    said = [str(each.personal.get("text")) for each in shown.messages]
    assert sorted(said) == ["On its way.", "Where is parcel 17?"]
    assert [each.note for each in shown.timeline if each.note] == []
    his = cases_at(log, log.position(), CaseFilter(customer_id=PARTNER)).cases
    assert [each.case_id for each in his] == [made.id]
    assert (his[0].title, his[0].messages_in, his[0].messages_out) == (None, 1, 1)


@pytest.mark.requirement("D-05")
def test_a_child_goes_to_a_work_chat_and_what_is_said_there_stays_there(
    engine: Engine, parent: Case
) -> None:
    made = child(engine, parent, profile_id="team", customer_id="#logistics")
    team = Channel("team", "slack", partition=5)
    said = [
        team.message("s-1", hours(1), customer="#logistics", by="third_party", direction="in"),
        team.message("s-2", hours(2), customer="#logistics", by="agent"),
    ]
    engine.hear(team, *said)
    places = [engine.message(id, profile="team").case_id for id in ("s-1", "s-2")]
    assert (made.channel, made.parent_id, places) == ("slack", parent.id, [made.id, made.id])


@pytest.mark.requirement("D-04")
@pytest.mark.parametrize(("profile", "channel"), [("phone", "calls"), ("wa", "whatsapp")])
def test_a_child_reaches_the_same_customer_elsewhere(
    engine: Engine, parent: Case, profile: str, channel: str
) -> None:
    made = child(engine, parent, profile_id=profile, customer_id="ann")
    assert (made.channel, made.customer_id, made.parent_id) == (channel, "ann", parent.id)
    there = Channel(profile, channel, partition=6)
    engine.hear(there, there.message("x-1", hours(1)))
    assert engine.message("x-1", profile=profile).case_id == made.id


@pytest.mark.requirement("D-14")
def test_a_parent_has_as_many_children_as_one_likes(engine: Engine, parent: Case) -> None:
    for number in range(200):
        child(engine, parent, customer_id=f"partner-{number}")
    assert len(engine.case(parent.id).children) == 200


@pytest.mark.requirement("D-29")
def test_what_is_inherited_is_a_copy_of_that_moment(engine: Engine, parent: Case) -> None:
    first = child(engine, parent)
    engine.do(UpdateCase(case_id=parent.id, priority="urgent", add_labels=("vip",)))
    engine.do(UpdateCase(case_id=parent.id, title="Parcel 17", fields={"order": 17}))
    engine.do(AssignCase(case_id=parent.id, assignee="ann", group="parcels"))
    second = child(engine, parent, customer_id="other@example.org")
    before = engine.case(first.id)
    assert (before.priority, list(before.labels), before.fields) == ("normal", [], {})
    assert (before.assignee, before.group) == (None, None)
    assert (second.priority, list(second.labels)) == ("urgent", ["vip"])
    assert (second.fields, second.assignee, second.group) == ({"order": 17}, "ann", "parcels")
    assert second.title is None
