"""Accounts of one person: where their messages go after a join, and after it was taken back."""

from __future__ import annotations

from uuid import UUID

import pytest

from domain.case.commands import CloseCase, OpenCase, ReopenCase, ResolveCase
from domain.case.merging_commands import MergeCases
from domain.contact.commands import (
    AccountName,
    AddContact,
    ChangeContact,
    JoinContacts,
    SeparateContact,
)
from domain.contact.errors import (
    AccountTaken,
    CannotJoinItself,
    ContactIsJoined,
    ContactNotJoined,
    NotItsAccount,
    UnknownContact,
)
from domain.conversation.errors import AnotherCaseIsOpen
from tests.support.controls import Engine
from tests.support.controls_channel import Channel, hours

ANN, BEA, CAT = (AccountName("care", name) for name in ("ann", "bea", "cat"))


def contact(engine: Engine, *accounts: AccountName) -> UUID:
    return UUID(engine.do(AddContact(accounts=accounts)).facts["contact_id"])


def joined(engine: Engine) -> tuple[UUID, UUID]:
    """Ann's contact, with Bea's joined into it."""
    ann, bea = contact(engine, ANN), contact(engine, BEA)
    engine.do(JoinContacts(contact_id=ann, other_id=bea))
    return ann, bea


@pytest.fixture
def care(engine: Engine) -> Channel:
    """One open case per person."""
    engine.profile(engine.policy("persons", identity={"key": "merged_person"}))
    return Channel()


def test_after_a_join_both_accounts_find_the_same_open_case(engine: Engine, care: Channel) -> None:
    engine.hear(care, care.message("1"))
    joined(engine)
    engine.hear(care, care.message("2", hours(1), customer="bea"))
    assert engine.message("2").case_id == engine.message("1").case_id
    assert len(engine.events("case.created")) == 1


def test_the_case_of_the_joined_account_is_found_by_both(engine: Engine, care: Channel) -> None:
    engine.hear(care, care.message("1", customer="bea"))
    joined(engine)
    engine.hear(care, care.message("2", hours(1)), care.message("3", hours(2), customer="bea"))
    places = {engine.message(each).case_id for each in "123"}
    assert len(places) == 1


def test_a_case_belongs_to_the_account_that_wrote(engine: Engine, care: Channel) -> None:
    joined(engine)
    engine.hear(care, care.message("1", customer="bea"))
    [created] = engine.events("case.created")
    assert created.customer_id == "bea"
    assert created.conversation_id == engine.ids.conversation("care", "bea")


def test_there_is_one_open_case_for_all_accounts(engine: Engine, care: Channel) -> None:
    joined(engine)
    engine.hear(care, care.message("1", customer="bea"))
    with pytest.raises(AnotherCaseIsOpen):
        engine.do(OpenCase(profile_id="care", customer_id="ann"))
    first = engine.case(str(engine.message("1").case_id))
    engine.do(ResolveCase(case_id=first.id), at=hours(1))
    engine.do(OpenCase(profile_id="care", customer_id="ann"), at=hours(2))
    with pytest.raises(AnotherCaseIsOpen):
        engine.do(ReopenCase(case_id=first.id), at=hours(3))


def test_a_resolved_case_of_the_joined_account_comes_back(engine: Engine, care: Channel) -> None:
    engine.hear(care, care.message("1", customer="bea"))
    engine.resolve(hours(1), "bea")
    joined(engine)
    engine.hear(care, care.message("2", hours(2), customer="bea"))
    assert engine.message("2").case_id == engine.message("1").case_id
    assert engine.case(str(engine.message("1").case_id)).is_open


def test_two_open_cases_are_merged_or_resolved_first(engine: Engine, care: Channel) -> None:
    engine.hear(care, care.message("1"), care.message("2", customer="bea"))
    ann, bea = contact(engine, ANN), contact(engine, BEA)
    before = engine.store.position()
    with pytest.raises(AnotherCaseIsOpen) as refused:
        engine.do(JoinContacts(contact_id=ann, other_id=bea))
    assert refused.value.facts["number"] == engine.open_case().number
    assert engine.store.position() == before
    one, two = engine.message("1").case_id, engine.message("2").case_id
    assert one is not None
    assert two is not None
    engine.do(MergeCases(case_id=two, into_id=one))
    engine.do(JoinContacts(contact_id=ann, other_id=bea))
    engine.hear(care, care.message("3", hours(1), customer="bea"))
    assert engine.message("3").case_id == one


def test_after_separating_each_account_has_its_own_cases_again(
    engine: Engine, care: Channel
) -> None:
    engine.hear(care, care.message("1", customer="bea"))
    _, bea = joined(engine)
    first = engine.case(str(engine.message("1").case_id))
    engine.do(CloseCase(case_id=first.id), at=hours(1))
    engine.hear(care, care.message("2", hours(2)), care.message("3", hours(3), customer="bea"))
    engine.do(SeparateContact(contact_id=bea), at=hours(4))
    engine.hear(care, care.message("4", hours(5)), care.message("5", hours(6), customer="bea"))
    assert engine.message("3").case_id == engine.message("2").case_id
    assert engine.message("4").case_id == engine.message("2").case_id
    assert engine.message("5").case_id not in (engine.message("2").case_id, first.id)
    assert [each.id for each in engine.cases()] == [engine.message("2").case_id]
    assert [each.id for each in engine.cases("bea")] == [first.id, engine.message("5").case_id]


def test_a_case_opened_by_the_joined_account_goes_with_it(engine: Engine, care: Channel) -> None:
    _, bea = joined(engine)
    engine.hear(care, care.message("1", customer="bea"))
    engine.do(SeparateContact(contact_id=bea), at=hours(1))
    engine.hear(care, care.message("2", hours(2)), care.message("3", hours(3), customer="bea"))
    assert engine.message("3").case_id == engine.message("1").case_id
    assert engine.message("2").case_id == engine.cases()[0].id


def test_joined_contacts_are_joined_on_and_separated_step_by_step(
    engine: Engine, care: Channel
) -> None:
    bea, cat = contact(engine, BEA), contact(engine, CAT)
    engine.do(JoinContacts(contact_id=bea, other_id=cat))
    ann = contact(engine, ANN)
    engine.do(JoinContacts(contact_id=ann, other_id=bea))
    keeper = engine.ids.conversation("care", "ann")
    assert engine.conversation("cat").joined_into == keeper
    with pytest.raises(ContactIsJoined):
        engine.do(SeparateContact(contact_id=cat))
    engine.do(SeparateContact(contact_id=bea))
    assert engine.conversation("bea").joined_into is None
    assert engine.conversation("cat").joined_into == engine.ids.conversation("care", "bea")
    engine.hear(care, care.message("1", customer="bea"), care.message("2", customer="cat"))
    assert engine.message("1").case_id == engine.message("2").case_id


def test_a_second_account_of_one_contact_is_joined_at_once(engine: Engine, care: Channel) -> None:
    ann = contact(engine, ANN, BEA)
    engine.hear(care, care.message("1"), care.message("2", hours(1), customer="bea"))
    assert engine.message("1").case_id == engine.message("2").case_id
    engine.do(ChangeContact(contact_id=ann, remove_accounts=(ANN,), add_accounts=(CAT,)))
    engine.hear(
        care,
        care.message("3", hours(2)),
        care.message("4", hours(3), customer="bea"),
        care.message("5", hours(4), customer="cat"),
    )
    assert engine.message("3").case_id == engine.message("1").case_id
    assert engine.message("4").case_id == engine.message("5").case_id
    assert engine.message("4").case_id != engine.message("3").case_id


def test_accounts_at_two_profiles_keep_their_cases(engine: Engine, care: Channel) -> None:
    engine.profile("persons", name="sales", channel="chat")
    contact(engine, ANN, AccountName("sales", "ann-42"))
    sales = Channel("sales", "chat", partition=1)
    engine.hear(care, care.message("1"))
    engine.hear(sales, sales.message("2", customer="ann-42"))
    assert len(engine.events("case.created")) == 2
    assert engine.events("conversation.joined") == []


@pytest.mark.policy("emplifi", "identity.key")
@pytest.mark.requirement("E-06", "E-07", "E-08")
def test_platform_accounts_are_never_joined_whatever_contacts_say(engine: Engine) -> None:
    engine.profile("emplifi")
    care = Channel()
    joined(engine)
    engine.hear(care, care.message("1"), care.message("2", hours(1), customer="bea"))
    assert engine.message("1").case_id == engine.cases("ann")[0].id
    assert engine.message("2").case_id == engine.cases("bea")[0].id
    assert engine.events("conversation.joined") == []


def test_a_join_changes_no_stream_id(engine: Engine, care: Channel) -> None:
    engine.hear(care, care.message("1", customer="bea"))
    before = engine.conversation("bea").id
    joined(engine)
    assert engine.conversation("bea").id == before == engine.ids.conversation("care", "bea")


@pytest.mark.usefixtures("care")
def test_what_cannot_be_joined_is_refused_and_nothing_is_written(engine: Engine) -> None:
    ann, bea = joined(engine)
    cat = contact(engine, CAT)
    before = engine.store.position()
    for command, why in (
        (JoinContacts(contact_id=cat, other_id=cat), CannotJoinItself),
        (JoinContacts(contact_id=cat, other_id=bea), ContactIsJoined),
        (JoinContacts(contact_id=bea, other_id=cat), ContactIsJoined),
        (JoinContacts(contact_id=cat, other_id=UUID(int=5)), UnknownContact),
        (JoinContacts(contact_id=engine.ids.profile("care"), other_id=cat), UnknownContact),
        (SeparateContact(contact_id=ann), ContactNotJoined),
        (ChangeContact(contact_id=bea, name="Bea"), ContactIsJoined),
        (ChangeContact(contact_id=ann, add_accounts=(CAT,)), AccountTaken),
        (ChangeContact(contact_id=ann, remove_accounts=(BEA,)), NotItsAccount),
    ):
        with pytest.raises(why):
            engine.do(command)
    assert engine.store.position() == before
