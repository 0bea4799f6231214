"""Merging: what both cases say then, what the target's policy has to say, and what is refused."""

from __future__ import annotations

from typing import Any

import pytest

from application.policies.presets import preset
from domain.case.aggregate import Case
from domain.case.commands import (
    AddNote,
    AnswerCase,
    AssignCase,
    CloseCase,
    CreateChild,
    LinkChild,
    OpenCase,
    ReopenCase,
    ResolveCase,
)
from domain.case.errors import StaleVersion, UnknownCase
from domain.case.merging_commands import MergeCases
from domain.case.merging_errors import (
    CaseIsMerged,
    ChildCannotBeMerged,
    MergeCycle,
    ParentCannotBeMerged,
    PolicyForbidsMerge,
)
from domain.conversation.errors import AnotherCaseIsOpen
from domain.errors import Rejection
from tests.application.merging.acting import merge, opened, threads, write
from tests.support.controls import Engine
from tests.support.controls_channel import NOON, Channel, hours


def refused(engine: Engine, why: type[Rejection], case: Case, into: Case, **more: Any) -> Rejection:
    """And nothing was written."""
    before = engine.store.position()
    with pytest.raises(why) as rejected:
        merge(engine, case, into, **more)
    assert engine.store.position() == before
    return rejected.value


def test_both_cases_say_what_happened(engine: Engine) -> None:
    care = threads(engine)
    one, two = opened(engine, care, "1"), opened(engine, care, "2")
    facts = merge(engine, one, two)
    assert (facts["number"], facts["merged_number"], facts["reopened"]) == ("1002", "1001", False)
    said = engine.events("case.merged")
    assert {(each.role, each.number) for each in said} == {("target", "1002"), ("merged", "1001")}
    assert engine.case(one.id).status == "Merged"
    assert engine.case(two.id).status == two.status


def test_a_case_is_merged_into_another_customers_at_another_profile(engine: Engine) -> None:
    care = threads(engine)
    engine.profile("many", name="chat", channel="chat")
    chat = Channel("chat", "chat", partition=1)
    one = opened(engine, care, "1")
    engine.hear(chat, chat.message("2", customer="bob"))
    two = engine.open_case("bob", profile="chat")
    merge(engine, one, two)
    assert engine.case(one.id).merged_into == two.id


def test_merging_into_a_merged_case_merges_into_where_it_went(engine: Engine) -> None:
    care = threads(engine)
    one, two, three = (opened(engine, care, id) for id in "123")
    merge(engine, two, three)
    merge(engine, one, two)
    assert engine.case(one.id).merged_into == three.id


def test_nothing_is_merged_in_a_circle(engine: Engine) -> None:
    care = threads(engine)
    one, two, three = (opened(engine, care, id) for id in "123")
    refused(engine, MergeCycle, one, one)
    merge(engine, one, two)
    merge(engine, two, three)
    refused(engine, MergeCycle, three, one)
    refused(engine, MergeCycle, three, two)
    refused(engine, CaseIsMerged, one, three)


def test_a_merged_case_takes_no_commands_and_says_where_to_go(engine: Engine) -> None:
    care = threads(engine)
    one, two = opened(engine, care, "1"), opened(engine, care, "2")
    merge(engine, one, two)
    for command in (
        AddNote(case_id=one.id, text="Hello"),
        AnswerCase(case_id=one.id, text="Hello"),
        AssignCase(case_id=one.id, assignee="ann"),
        ResolveCase(case_id=one.id),
        ReopenCase(case_id=one.id),
        CreateChild(parent_id=one.id, profile_id="care", customer_id="depot"),
        LinkChild(parent_id=two.id, child_id=one.id),
    ):
        with pytest.raises(CaseIsMerged) as rejected:
            engine.do(command)
        assert rejected.value.facts["into"] == two.number


def test_an_unknown_or_a_changed_case_is_not_merged(engine: Engine) -> None:
    care = threads(engine)
    one = opened(engine, care, "1")
    with pytest.raises(UnknownCase):
        engine.do(MergeCases(case_id=one.id, into_id=engine.message_id("1")))
    refused(engine, StaleVersion, one, opened(engine, care, "2"), version=one.version + 1)


class TestLinks:
    """Depth stays exactly 1, and no case is both parent and child (D-13, D-15, zammad#2347)."""

    def test_neither_a_child_nor_a_parent_is_merged_away(self, engine: Engine) -> None:
        care = threads(engine)
        parent, child, brother, other = (opened(engine, care, id) for id in "1234")
        for each in (child, brother):
            engine.do(LinkChild(parent_id=parent.id, child_id=each.id))
        assert refused(engine, ChildCannotBeMerged, child, brother).facts["number"] == child.number
        refused(engine, ChildCannotBeMerged, child, parent)
        refused(engine, ChildCannotBeMerged, child, other)
        found = refused(engine, ParentCannotBeMerged, parent, child)
        assert (found.facts["number"], found.facts["children"]) == (parent.number, 2)
        refused(engine, ParentCannotBeMerged, parent, other)

    def test_a_case_without_links_is_merged_into_a_parent_or_a_child(self, engine: Engine) -> None:
        care = threads(engine)
        parent, child, one, two = (opened(engine, care, id) for id in "1234")
        engine.do(LinkChild(parent_id=parent.id, child_id=child.id))
        merge(engine, one, parent)
        merge(engine, two, child)
        assert list(engine.case(parent.id).children) == [child.id]
        assert engine.case(child.id).parent_id == parent.id


class TestSettledTargets:
    """Merging into a settled case counts as a reply (freescout#921, osticket#5194)."""

    def test_within_grace_the_merge_reopens_it(self, engine: Engine) -> None:
        care = threads(engine, grace={"length": "24h"})
        one, two = opened(engine, care, "1"), opened(engine, care, "2")
        engine.do(ResolveCase(case_id=two.id), at=hours(1))
        assert merge(engine, one, two, at=24.9)["reopened"] is True
        (reopened,) = engine.events("case.reopened")
        assert reopened.cause == "merge"
        assert two.id in engine.conversation().open_cases

    def test_after_grace_the_policy_forbids_it(self, engine: Engine) -> None:
        care = threads(engine, grace={"length": "24h"})
        one, two = opened(engine, care, "1"), opened(engine, care, "2")
        engine.do(ResolveCase(case_id=two.id), at=hours(1))
        found = refused(engine, PolicyForbidsMerge, one, two, at=25)
        assert found.facts["number"] == two.number
        assert (found.facts["phase"], found.facts["action"]) == ("resolved_after_grace", "new_case")

    @pytest.mark.parametrize("preset_id", ["emplifi", "qualtrics", "bright_pattern", "builtin"])
    def test_a_closed_case_takes_no_open_one(self, engine: Engine, preset_id: str) -> None:
        engine.profile(preset_id)
        care = Channel()
        one, two = opened(engine, care, "1"), opened(engine, care, "2", customer="bob")
        closing = CloseCase if "closed" in _categories(preset_id) else ResolveCase
        engine.do(closing(case_id=two.id), at=hours(1))
        refused(engine, PolicyForbidsMerge, one, two, at=1000)

    def test_a_target_stays_resolved_where_messages_are_added_silently(
        self, engine: Engine
    ) -> None:
        silent = {"resolved_in_grace": "append_silent"}
        care = threads(engine, on_customer_message=silent)
        one, two = opened(engine, care, "1"), opened(engine, care, "2")
        engine.do(ResolveCase(case_id=two.id), at=hours(1))
        assert merge(engine, one, two, at=2)["reopened"] is False
        assert engine.case(two.id).category == "resolved"

    def test_what_was_settled_itself_wakes_nobody(self, engine: Engine) -> None:
        care = threads(engine)
        one, two = opened(engine, care, "1"), opened(engine, care, "2")
        for each in (one, two):
            engine.do(CloseCase(case_id=each.id), at=hours(1))
        assert merge(engine, one, two, at=2)["reopened"] is False
        assert engine.case(two.id).category == "closed"

    def test_without_a_customers_message_nobody_waits(self, engine: Engine) -> None:
        care = threads(engine)
        one = opened(engine, care, "1")
        by_hand = engine.do(OpenCase(profile_id="care", customer_id="bob")).facts
        engine.do(ResolveCase(case_id=one.id), at=hours(1))
        assert merge(engine, engine.case(by_hand["case_id"]), one, at=2)["reopened"] is False

    def test_messages_of_cases_merged_before_count(self, engine: Engine) -> None:
        care = threads(engine)
        one, two = opened(engine, care, "1"), opened(engine, care, "2")
        facts = engine.do(OpenCase(profile_id="care", customer_id="bob")).facts
        by_hand = engine.case(facts["case_id"])
        merge(engine, one, by_hand)
        engine.do(ResolveCase(case_id=two.id), at=hours(1))
        assert merge(engine, by_hand, two, at=2)["reopened"] is True


@pytest.mark.requirement("E-09")
class TestOneOpenCase:
    def test_a_merge_never_opens_a_second_case_of_a_pair(self, engine: Engine) -> None:
        engine.profile("emplifi")
        care = Channel()
        ann, bob = opened(engine, care, "1"), opened(engine, care, "2", customer="bob")
        engine.do(ResolveCase(case_id=bob.id), at=hours(1))
        new = engine.do(OpenCase(profile_id="care", customer_id="bob")).facts
        found = refused(engine, AnotherCaseIsOpen, ann, bob, at=2)
        assert found.facts["number"] == new["number"]

    def test_merging_frees_the_pair(self, engine: Engine) -> None:
        engine.profile("emplifi")
        care = Channel()
        ann, bob = opened(engine, care, "1"), opened(engine, care, "2", customer="bob")
        merge(engine, ann, bob)
        assert engine.conversation().open_cases == []
        engine.do(OpenCase(profile_id="care", customer_id="ann"))
        own = write(engine, care, "3", 1)
        assert own is not None
        assert own.id == engine.open_case().id != bob.id


def _categories(preset_id: str) -> set[str]:
    return {each.category for each in preset(preset_id).statuses}


def test_a_merge_is_done_once_per_command_id(engine: Engine) -> None:
    care = threads(engine)
    one, two = opened(engine, care, "1"), opened(engine, care, "2")
    command = MergeCases(case_id=one.id, into_id=two.id)
    first = engine.do(command, id="m-1", at=NOON)
    again = engine.do(command, id="m-1", at=NOON)
    assert (again.repeated, again.facts) == (True, first.facts)
    assert len(engine.events("case.merged")) == 2
