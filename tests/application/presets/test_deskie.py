from __future__ import annotations

from typing import Any

import pytest

from domain.case.commands import (
    AssignCase,
    CloseCase,
    CreateChild,
    DetachChild,
    LinkChild,
    ResolveCase,
    UpdateCase,
)
from domain.case.errors import (
    AlreadyHasParent,
    CannotLinkToItself,
    ChannelCannotInitiate,
    ChildCannotBeParent,
    NotLinked,
    ParentCannotBeChild,
    UnknownCase,
)
from domain.case.events import CaseCreated
from tests.support.controls import Engine
from tests.support.controls_channel import Channel, hours

pytestmark = pytest.mark.usefixtures("care")


@pytest.fixture
def care(engine: Engine) -> Channel:
    """Ann's case on a mailbox that may write first, with everything that a child takes over."""
    engine.profile("deskie", can_initiate=True)
    engine.profile("deskie", name="chat", channel="webchat")
    engine.profile("deskie", name="phone", channel="calls", can_initiate=True)
    care = Channel()
    engine.hear(care, care.message("1", thread={"id": "t-1", "subject": "Late parcel"}))
    case = engine.open_case()
    engine.do(AssignCase(case_id=case.id, assignee="agent:ann", group="parcels"))
    update = UpdateCase(
        case_id=case.id, priority="high", add_labels=("vip",), fields={"order": 7, "paid": True}
    )
    engine.do(update)
    return care


def child(engine: Engine, **more: Any) -> CaseCreated:
    given = {"profile_id": "care", "customer_id": "supplier"} | more
    engine.do(CreateChild(parent_id=engine.open_case().id, **given))
    created: CaseCreated = engine.events("case.created")[-1]
    return created


@pytest.mark.requirement("D-01")
@pytest.mark.requirement("D-02")
@pytest.mark.requirement("D-03")
def test_a_child_for_an_outside_party_carries_nothing_of_the_customers_messages(
    engine: Engine,
) -> None:
    created = child(engine)
    parent, made = engine.open_case(), engine.open_case("supplier")
    assert (created.origin, created.from_case, created.from_number) == (
        "child", parent.id, parent.number,
    )  # fmt: skip
    assert (made.parent_id, list(parent.children)) == (parent.id, [made.id])
    history = engine.store.history(made.id)
    assert not [each for each in history if each.event.TOPIC == "case.message_attached"]
    assert made.title is None


@pytest.mark.policy("deskie", "link.kinds")
@pytest.mark.requirement("D-24")
@pytest.mark.requirement("D-25")
@pytest.mark.requirement("D-26")
@pytest.mark.requirement("D-27")
@pytest.mark.requirement("D-28")
def test_a_child_inherits_exactly_five_things(engine: Engine) -> None:
    child(engine)
    made = engine.open_case("supplier")
    assert made.group == "parcels"
    assert made.assignee == "agent:ann"
    assert made.priority == "high"
    assert list(made.labels) == ["vip"]
    assert made.fields == {"order": 7, "paid": True}
    assert made.title is None


@pytest.mark.requirement("D-29")
@pytest.mark.requirement("D-52")
@pytest.mark.requirement("D-53")
def test_later_changes_of_the_parent_reach_no_child_nor_the_other_way(engine: Engine) -> None:
    child(engine)
    parent, made = engine.open_case(), engine.open_case("supplier")
    change = UpdateCase(
        case_id=parent.id, priority="low", remove_labels=("vip",), fields={"order": 8}
    )
    engine.do(change)
    engine.do(AssignCase(case_id=parent.id, assignee="agent:bob", group="other"))
    engine.do(AssignCase(case_id=made.id, assignee="agent:eve"))
    made, parent = engine.case(made.id), engine.case(parent.id)
    assert (made.assignee, made.group, made.priority) == ("agent:eve", "parcels", "high")
    assert (list(made.labels), made.fields) == (["vip"], {"order": 7, "paid": True})
    assert parent.assignee == "agent:bob"


@pytest.mark.requirement("D-04")
def test_a_child_reaches_the_same_customer_on_another_channel(engine: Engine) -> None:
    created = child(engine, profile_id="phone", customer_id="ann")
    assert (created.channel, created.profile_id) == ("calls", "phone")
    assert engine.open_case(profile="phone").parent_id == engine.open_case().id


@pytest.mark.requirement("D-07")
@pytest.mark.requirement("D-08")
def test_a_child_needs_a_connection_that_may_write_first(engine: Engine) -> None:
    with pytest.raises(ChannelCannotInitiate) as refused:
        child(engine, profile_id="chat")
    assert refused.value.facts["channel"] == "webchat"
    engine.profile("deskie", name="chat-2", channel="webchat", can_initiate=True)
    child(engine, profile_id="chat-2")


@pytest.mark.requirement("D-06")
def test_a_case_of_any_channel_may_be_a_parent(engine: Engine) -> None:
    chat = Channel("chat", "webchat", partition=1)
    engine.hear(chat, chat.message("c1", customer="bob"))
    parent = engine.open_case("bob", profile="chat")
    engine.do(CreateChild(parent_id=parent.id, profile_id="phone", customer_id="bob"))
    assert len(engine.case(parent.id).children) == 1


@pytest.mark.requirement("D-13")
@pytest.mark.requirement("D-15")
def test_a_child_has_no_children_and_a_parent_no_parent(engine: Engine, care: Channel) -> None:
    child(engine)
    parent, made = engine.open_case(), engine.open_case("supplier")
    grandchild = CreateChild(parent_id=made.id, profile_id="care", customer_id="third")
    with pytest.raises(ChildCannotBeParent) as refused:
        engine.do(grandchild)
    assert refused.value.facts["number"] == made.number
    engine.hear(care, care.message("o1", customer="other"))
    other = engine.open_case("other")
    with pytest.raises(ParentCannotBeChild):
        engine.do(LinkChild(parent_id=other.id, child_id=parent.id))
    with pytest.raises(ChildCannotBeParent):
        engine.do(LinkChild(parent_id=made.id, child_id=other.id))
    with pytest.raises(AlreadyHasParent):
        engine.do(LinkChild(parent_id=other.id, child_id=made.id))
    with pytest.raises(CannotLinkToItself):
        engine.do(LinkChild(parent_id=other.id, child_id=other.id))


@pytest.mark.requirement("D-14")
def test_a_parent_may_have_many_children(engine: Engine) -> None:
    for number in range(12):
        child(engine, customer_id=f"supplier-{number}")
    assert len(engine.open_case().children) == 12


@pytest.mark.requirement("D-55")
def test_a_detached_child_keeps_what_it_inherited_and_is_free(engine: Engine) -> None:
    child(engine)
    parent, made = engine.open_case(), engine.open_case("supplier")
    engine.do(DetachChild(child_id=made.id))
    assert (engine.case(made.id).parent_id, engine.case(parent.id).children) == (None, {})
    assert engine.case(made.id).priority == "high"
    with pytest.raises(NotLinked):
        engine.do(DetachChild(child_id=made.id))
    engine.do(LinkChild(parent_id=made.id, child_id=parent.id))
    assert engine.case(parent.id).parent_id == made.id


@pytest.mark.requirement("D-54")
def test_parent_and_child_end_each_on_its_own(engine: Engine) -> None:
    child(engine)
    parent, made = engine.open_case(), engine.open_case("supplier")
    engine.do(CloseCase(case_id=parent.id))
    assert engine.case(made.id).is_open
    engine.do(ResolveCase(case_id=made.id))
    assert engine.case(parent.id).is_final


def test_a_refused_child_leaves_no_trace(engine: Engine) -> None:
    before = engine.store.position()
    for refused in (
        CreateChild(parent_id=engine.message_id("1"), profile_id="care", customer_id="x"),
        LinkChild(parent_id=engine.open_case().id, child_id=engine.message_id("1")),
    ):
        with pytest.raises(UnknownCase):
            engine.do(refused)
    with pytest.raises(ChannelCannotInitiate):
        child(engine, profile_id="chat")
    assert engine.store.position() == before


@pytest.mark.requirement("D-02")
def test_what_the_outside_party_writes_goes_to_the_child(engine: Engine, care: Channel) -> None:
    child(engine)
    engine.hear(care, care.message("s1", hours(1), customer="supplier"))
    assert engine.message("s1").case_id == engine.open_case("supplier").id


def test_a_child_beside_the_customers_own_case_does_not_take_his_messages(
    engine: Engine, care: Channel
) -> None:
    parent = engine.open_case()
    child(engine, customer_id="ann")
    engine.hear(care, care.message("2", hours(1), thread={"id": "t-1"}))
    assert engine.message("2").case_id == parent.id
