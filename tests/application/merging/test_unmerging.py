"""Taking a merge back: what was one is two again, and what came since stays."""

from __future__ import annotations

import pytest

from domain.case.commands import AddNote, OpenCase, ResolveCase
from domain.case.merging_commands import MoveMessage, SplitCase
from domain.case.merging_errors import CaseIsMerged, CaseNotMerged
from domain.conversation.errors import AnotherCaseIsOpen
from tests.application.merging.acting import case_of, merge, opened, threads, unmerge, write
from tests.support.controls import Engine
from tests.support.controls_channel import Channel, hours


def test_it_stands_as_before_and_takes_its_messages_again(engine: Engine) -> None:
    care = threads(engine)
    one, two = opened(engine, care, "1"), opened(engine, care, "2")
    merge(engine, one, two)
    write(engine, care, "3", 1, thread={"id": "thread of 1"})
    facts = unmerge(engine, one)
    assert (facts["number"], facts["status"], facts["target"]) == ("1001", one.status, "1002")
    write(engine, care, "4", 2, thread={"id": "thread of 1"})
    assert [case_of(engine, id).id for id in "1234"] == [one.id, two.id, two.id, one.id]


def test_a_target_that_the_merge_reopened_is_settled_again(engine: Engine) -> None:
    engine.profile(engine.policy("mine", grouping={"one_open_case": False}))
    care = Channel()
    old = opened(engine, care, "1")
    engine.do(ResolveCase(case_id=old.id), at=hours(1))
    facts = engine.do(OpenCase(profile_id="care", customer_id="bob")).facts
    new = engine.case(facts["case_id"])
    write(engine, care, "2", 2, customer="bob")
    before = engine.case(old.id).as_it_stands()
    assert merge(engine, new, old, at=3)["reopened"] is True
    assert unmerge(engine, new)["settled_again"] is True
    assert engine.case(old.id).as_it_stands() == before
    assert engine.conversation().open_cases == []
    assert engine.conversation("bob").open_cases == [new.id]


def test_a_target_in_which_somebody_worked_since_stays_open(engine: Engine) -> None:
    care = threads(engine)
    one, two = opened(engine, care, "1"), opened(engine, care, "2")
    engine.do(ResolveCase(case_id=two.id), at=hours(1))
    merge(engine, one, two, at=2)
    engine.do(AddNote(case_id=two.id, text="Rang him."))
    assert unmerge(engine, one)["settled_again"] is False
    assert engine.case(two.id).is_open


def test_what_was_not_merged_cannot_be_taken_out(engine: Engine) -> None:
    care = threads(engine)
    with pytest.raises(CaseNotMerged):
        unmerge(engine, opened(engine, care, "1"))


@pytest.mark.requirement("E-09")
def test_it_is_refused_where_two_would_be_open(engine: Engine) -> None:
    engine.profile("emplifi")
    care = Channel()
    ann, bob = opened(engine, care, "1"), opened(engine, care, "2", customer="bob")
    merge(engine, ann, bob)
    other = engine.do(OpenCase(profile_id="care", customer_id="ann")).facts
    before = engine.store.position()
    with pytest.raises(AnotherCaseIsOpen) as refused:
        unmerge(engine, ann)
    assert refused.value.facts["number"] == other["number"]
    assert engine.store.position() == before
    engine.do(ResolveCase(case_id=engine.case(other["case_id"]).id))
    unmerge(engine, ann)
    assert engine.conversation().open_cases == [ann.id]


def test_a_case_leaves_a_chain_from_its_middle(engine: Engine) -> None:
    care = threads(engine)
    one, two, three = (opened(engine, care, id) for id in "123")
    merge(engine, one, two)
    merge(engine, two, three)
    unmerge(engine, one)
    write(engine, care, "4", 1, thread={"id": "thread of 1"})
    assert case_of(engine, "4").id == one.id
    assert engine.case(two.id).merged_into == three.id


def test_a_merged_case_keeps_what_it_has(engine: Engine) -> None:
    care = threads(engine)
    one, two = opened(engine, care, "1"), opened(engine, care, "2")
    write(engine, care, "3", 1, thread={"id": "thread of 1"})
    merge(engine, one, two)
    first = engine.message_id("1")
    for command in (
        MoveMessage(message_id=first, case_id=two.id),
        SplitCase(case_id=one.id, message_id=engine.message_id("3")),
    ):
        with pytest.raises(CaseIsMerged):
            engine.do(command)
    unmerge(engine, one)
    engine.do(MoveMessage(message_id=first, case_id=two.id))
