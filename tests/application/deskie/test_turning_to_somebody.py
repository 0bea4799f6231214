"""New cases and children that an agent begins, with or without a call, and from where."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from application.actor import Actor
from application.looking.new_cases import NewCaseOffer, known_case, offer
from application.looking.streams import Streams
from domain.case.commands import AddNote, CreateChild, DetachChild, OpenCase
from domain.case.errors import ChannelCannotInitiate, UnknownCase
from domain.case.starting_commands import StartCase
from domain.case.starting_errors import (
    NobodyNamed,
    NoteAfterCreation,
    NoTelephony,
    NoWayToReach,
)
from domain.message.authors import NotOneOfUs
from tests.support.controls import Engine
from tests.support.controls_channel import Channel, hours
from tests.support.defining import define

pytestmark = pytest.mark.usefixtures("care")
NUMBER = "+49 30 1234567"
BOB = Actor("agent:bob", "os-user:bob")


def asked(engine: Engine, case: Any, contact: str | None = None, by: str = "ann") -> NewCaseOffer:
    streams = Streams(engine.store)
    return offer(streams, engine.ids, known_case(streams, case.id), contact, by)


def ways(offered: NewCaseOffer) -> list[tuple[str, bool]]:
    return [(each.case, each.call) for each in offered.options]


def child(engine: Engine, **more: Any) -> Any:
    given = {"customer_id": "partner@example.org"} | more
    made = engine.do(CreateChild(parent_id=engine.open_case().id, **given))
    return engine.case(made.facts["case_id"])


def pbx(engine: Engine) -> None:
    able = {"can_initiate": True, "telephony": True}
    define(engine, "connection", "pbx", channel="calls", connector="manual", **able)


@pytest.mark.requirement("D-12")
@pytest.mark.requirement("D-48")
def test_plus_on_a_case_asks_for_a_new_case_or_a_child_and_fills_nothing_in(
    engine: Engine,
) -> None:
    offered = asked(engine, engine.open_case())
    assert (offered.window, offered.contact, offered.user) == (True, "plus", None)
    assert ways(offered) == [("new", False), ("child", False)]


@pytest.mark.requirement("D-16")
@pytest.mark.requirement("D-13")
def test_plus_on_a_child_opens_a_case_of_its_own_at_once(engine: Engine) -> None:
    made = child(engine)
    offered = asked(engine, made)
    assert (offered.window, ways(offered)) == (False, [("new", False)])
    before = engine.case(made.id).version
    new = engine.do(StartCase(from_id=made.id, customer_id="other@example.org")).facts
    opened = engine.case(new["case_id"])
    assert (opened.parent_id, opened.customer_id) == (None, "other@example.org")
    assert engine.case(made.id).version == before
    assert [each.from_case for each in engine.events("case.created")][-1] is None


def test_a_detached_child_may_get_children_again(engine: Engine) -> None:
    made = child(engine)
    engine.do(DetachChild(child_id=made.id))
    assert asked(engine, engine.case(made.id)).window


@pytest.mark.requirement("D-50")
def test_where_nothing_takes_a_child_a_click_opens_a_new_case(engine: Engine) -> None:
    strict = engine.policy("strict", "deskie", link={"child_channels": ["fax"]})
    engine.profile(strict, name="shop", can_initiate=True)
    shop = Channel("shop", partition=2)
    engine.hear(shop, shop.message("s-1", customer="bob"))
    bobs = engine.open_case("bob", profile="shop")
    for contact in (None, "bob@example.org", NUMBER, "bob"):
        offered = asked(engine, bobs, contact)
        assert (offered.window, ways(offered)) == (False, [("new", False)])


@pytest.mark.requirement("D-41")
def test_an_address_is_filled_in_and_goes_out_by_mail(engine: Engine) -> None:
    offered = asked(engine, engine.open_case(), "ann@example.org")
    assert (offered.user, ways(offered)) == ("ann@example.org", [("new", False), ("child", False)])
    assert {each.profile for each in offered.options} == {"care"}
    assert child(engine, customer_id="ann@example.org").channel == "email"


@pytest.mark.requirement("D-42")
def test_a_number_with_telephony_has_four_ways_all_by_telephone(engine: Engine) -> None:
    pbx(engine)
    offered = asked(engine, engine.open_case(), NUMBER)
    assert offered.user == NUMBER
    assert ways(offered) == [("new", True), ("child", True), ("new", False), ("child", False)]
    assert {each.profile for each in offered.options} == {"phone"}


@pytest.mark.requirement("D-47")
def test_a_number_without_telephony_has_two_ways_through_calls(engine: Engine) -> None:
    offered = asked(engine, engine.open_case(), NUMBER)
    assert ways(offered) == [("new", False), ("child", False)]
    assert {each.profile for each in offered.options} == {"phone"}
    assert child(engine, customer_id=NUMBER).channel == "calls"


@pytest.mark.requirement("D-43")
def test_a_new_case_may_begin_with_a_call(engine: Engine) -> None:
    pbx(engine)
    told = engine.do(StartCase(customer_id=NUMBER, call=True)).facts
    opened = engine.case(told["case_id"])
    assert (opened.channel, opened.customer_id, opened.parent_id) == ("calls", NUMBER, None)
    (call,) = engine.events("message.composed")
    assert (call.kind, call.customer_id, call.case_id) == ("call", NUMBER, opened.id)


@pytest.mark.requirement("D-44")
def test_a_child_may_begin_with_a_call_whose_own_record_joins_it(engine: Engine) -> None:
    pbx(engine)
    made = child(engine, customer_id=NUMBER, call=True)
    (call,) = engine.events("message.composed")
    assert (made.parent_id, made.channel) == (engine.open_case().id, "calls")
    assert (call.kind, call.case_id) == ("call", made.id)
    phone = Channel("phone", "calls", partition=3)
    id = str(engine.store.history(made.id)[-1].event.message_id)
    rang = phone.message("c-1", hours(1), customer=NUMBER, by="agent", outbound_id=id)
    engine.hear(phone, rang)
    assert [each.external_id for each in engine.events("message.echoed")] == ["c-1"]


@pytest.mark.requirement("D-45")
@pytest.mark.requirement("D-46")
def test_without_a_call_the_case_is_there_with_its_user(engine: Engine) -> None:
    pbx(engine)
    new = engine.do(StartCase(customer_id=NUMBER)).facts
    made = child(engine, customer_id="+49 30 7654321")
    assert engine.case(new["case_id"]).customer_id == NUMBER
    assert (made.channel, made.parent_id) == ("calls", engine.open_case().id)
    assert engine.events("message.composed") == []


@pytest.mark.requirement("D-11")
@pytest.mark.requirement("D-39")
def test_a_click_on_the_customer_fills_him_in(engine: Engine) -> None:
    parent = engine.open_case()
    offered = asked(engine, parent, parent.customer_id)
    assert (offered.contact, offered.user) == ("user", "ann")
    assert {each.profile for each in offered.options} == {"care"}
    told = engine.do(StartCase(from_id=parent.id)).facts
    assert engine.case(told["case_id"]).customer_id == "ann"


@pytest.mark.requirement("D-09")
@pytest.mark.requirement("D-38")
def test_from_an_active_chat_plus_makes_a_child_to_whom_the_agent_types_in(engine: Engine) -> None:
    site = Channel("site", "webchat", partition=7)
    engine.hear(site, site.message("w-1", customer="visitor"))
    chat = engine.open_case("visitor", profile="site")
    assert ways(asked(engine, chat)) == [("new", False), ("child", False)]
    made = engine.do(CreateChild(parent_id=chat.id, customer_id=NUMBER)).facts
    assert engine.case(made["case_id"]).channel == "calls"
    assert list(engine.case(chat.id).children) == [UUID(made["case_id"])]


@pytest.mark.requirement("D-20")
def test_send_from_is_what_the_agent_used_last_for_an_outgoing_case(engine: Engine) -> None:
    case = engine.open_case()
    engine.do(StartCase(customer_id="x", profile_id="wa"))
    assert asked(engine, case).options[0].profile == "wa"
    assert child(engine, customer_id="somebody").channel == "whatsapp"
    child(engine, customer_id="#logistics", profile_id="team")
    assert asked(engine, case).options[1].profile == "team"
    assert asked(engine, case, by="bob").options[0].profile == "care"
    bobs = engine.do(StartCase(customer_id="y"), actor=BOB).facts
    assert (bobs["profile"], asked(engine, case).options[0].profile) == ("care", "team")


@pytest.mark.requirement("D-23")
def test_a_picked_contact_replaces_send_from(engine: Engine) -> None:
    engine.do(StartCase(customer_id="carol", profile_id="wa"))
    engine.do(StartCase(customer_id="#logistics", profile_id="team"))
    assert engine.do(StartCase(customer_id="carol")).facts["profile"] == "wa"
    assert engine.do(StartCase(customer_id="c@example.org")).facts["profile"] == "care"


def test_whoever_is_no_person_leaves_no_trace_of_where_he_sent_from(engine: Engine) -> None:
    rule = Actor("system:rule", "os-user:root")
    assert engine.do(StartCase(customer_id="x"), actor=rule).facts["profile"] == "care"
    assert engine.events("sending.profile_used") == []


@pytest.mark.requirement("D-30")
def test_a_note_can_be_left_only_once_the_case_is_there(engine: Engine) -> None:
    parent = engine.open_case().id
    before = engine.store.position()
    for command in (
        StartCase(customer_id="x", note="First."),
        OpenCase(profile_id="care", customer_id="x", note="First."),
        CreateChild(parent_id=parent, customer_id="x", note="First."),
    ):
        with pytest.raises(NoteAfterCreation) as refused:
            engine.do(command)
        assert refused.value.facts == {"field": "note", "policy": "deskie"}
    assert engine.store.position() == before
    made = engine.do(StartCase(customer_id="x")).facts["case_id"]
    engine.do(AddNote(case_id=UUID(made), text="Now."))


def test_a_policy_may_take_a_note_with_the_child(engine: Engine) -> None:
    own = engine.policy("own", "deskie", grouping={"note_on_creation": True})
    engine.profile(own, name="shop", can_initiate=True)
    child(engine, profile_id="shop", note="Ask for the invoice.")
    assert [each.personal.text for each in engine.events("case.note_added")] == [
        "Ask for the invoice."
    ]


def test_what_cannot_be_begun_is_refused_and_leaves_nothing(engine: Engine) -> None:
    before = engine.store.position()
    system = Actor("customer:ann", "os-user:root")
    pbx_less = StartCase(customer_id=NUMBER, profile_id="phone", call=True)
    refusals: list[tuple[Any, type[Exception]]] = [
        (StartCase(), NobodyNamed),
        (StartCase(from_id=engine.message_id("1")), UnknownCase),
        (StartCase(customer_id="x", profile_id="site"), ChannelCannotInitiate),
        (pbx_less, NoTelephony),
        (StartCase(customer_id=NUMBER, call=True), NoWayToReach),
    ]
    for command, refusal in refusals:
        with pytest.raises(refusal):
            engine.do(command)
    assert engine.store.position() == before
    pbx(engine)
    with pytest.raises(NotOneOfUs):
        engine.do(StartCase(customer_id=NUMBER, call=True), actor=system)
    with pytest.raises(UnknownCase):
        known_case(Streams(engine.store), engine.message_id("1"))
    with pytest.raises(UnknownCase):
        known_case(Streams(engine.store), UUID(int=4))
