from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import msgspec
import pytest

from domain.case import events as e
from domain.case.aggregate import Case
from domain.case.merging_errors import (
    CaseIsMerged,
    CaseNotMerged,
    ChildCannotBeMerged,
    NothingWouldStay,
    ParentCannotBeMerged,
)
from domain.case.merging_events import CaseMerged, CaseSplit, CaseUnmerged, StoodAs
from domain.kernel import Event
from tests.domain.case.given import CLEARING, CLOSED, POLICY, RESOLVED, opened
from tests.support.scenario import NOON, Scenario, by

ANN = by("agent:ann")
OTHER, THIRD, MESSAGE = UUID(int=5), UUID(int=6), UUID(int=7)
NEW = StoodAs("New", "new")
AS_RESOLVED = StoodAs("Resolved", "resolved", NOON, "ben", "parcels")
INTO = CaseMerged("target", OTHER, "1002", NEW)
TAKEN = CaseMerged("merged", OTHER, "1002")


def test_a_merged_case_says_into_whom_and_how_it_stood() -> None:
    case = opened().when(lambda c: c.merge_into(OTHER, "1002", cause=ANN))
    case.then(INTO)
    merged = case.aggregate
    assert (merged.status, merged.category, merged.is_open) == ("Merged", "merged", False)
    assert merged.merged_into == OTHER


def test_the_target_says_from_whom() -> None:
    case = opened().when(lambda c: c.take_over(OTHER, "1002", None, cause=ANN))
    case.then(TAKEN)
    assert case.aggregate.is_open


@pytest.mark.parametrize(
    "change",
    [
        lambda c: c.note(MESSAGE, "Hello", cause=ANN),
        lambda c: c.assign("ben", cause=ANN),
        lambda c: c.resolve(POLICY, cause=ANN),
        lambda c: c.reopen(POLICY, because="agent", cause=ANN),
        lambda c: c.close(POLICY, cause=ANN),
        lambda c: c.cancel(POLICY, cause=ANN),
        lambda c: c.change_status(POLICY, "Pending", cause=ANN),
        lambda c: c.link_child(THIRD, "1003", POLICY, cause=ANN),
        lambda c: c.link_parent(THIRD, "1003", cause=ANN),
        lambda c: c.merge_into(THIRD, "1003", cause=ANN),
        lambda c: c.split_off(THIRD, "1003", MESSAGE, 1, 2, cause=ANN),
    ],
)
def test_a_merged_case_changes_no_more(change: Callable[[Case], Any]) -> None:
    case = opened().given(INTO).when(change)
    case.then_rejected(CaseIsMerged, number="1001", into="1002", into_id=OTHER)


def test_a_child_is_not_merged_away() -> None:
    case = opened().given(e.ParentLinked(THIRD, "1003"))
    case.when(lambda c: c.merge_into(OTHER, "1002", cause=ANN))
    case.then_rejected(ChildCannotBeMerged, number="1001", parent_id=THIRD)


def test_a_parent_is_not_merged_away() -> None:
    case = opened().given(e.ChildLinked(THIRD, "1003"))
    case.when(lambda c: c.merge_into(OTHER, "1002", cause=ANN))
    case.then_rejected(ParentCannotBeMerged, number="1001", children=1)


def test_a_final_case_may_be_merged() -> None:
    case = opened().given(CLOSED).when(lambda c: c.merge_into(OTHER, "1002", cause=ANN))
    case.then(CaseMerged("target", OTHER, "1002", StoodAs("Closed", "closed")))


def test_taken_out_again_it_stands_as_it_did() -> None:
    case = opened().given(RESOLVED).when(lambda c: c.merge_into(OTHER, "1002", cause=ANN))
    before = StoodAs("Resolved", "resolved", NOON)
    case.then(CaseMerged("target", OTHER, "1002", before))
    case.when(lambda c: c.unmerge(cause=ANN))
    case.then(CaseUnmerged("target", OTHER, "1002", NOON, before))
    again = case.aggregate
    assert (again.status, again.category, again.resolved_at) == ("Resolved", "resolved", NOON)
    assert again.merged_into is None
    case.when(lambda c: c.merge_into(THIRD, "1003", cause=ANN))
    case.then(CaseMerged("target", THIRD, "1003", before))


def test_what_was_not_merged_cannot_be_taken_out() -> None:
    opened().when(lambda c: c.unmerge(cause=ANN)).then_rejected(CaseNotMerged, number="1001")


def test_a_target_that_was_not_reopened_stays_as_it_is() -> None:
    case = opened().given(TAKEN).when(lambda c: c.let_go(OTHER, cause=ANN))
    case.then(CaseUnmerged("merged", OTHER, "1002", NOON))
    assert case.answer is False
    assert case.aggregate.is_open


def _reopened() -> Scenario[Case]:
    """The merge reopened the case and cleared whose it was."""
    case = opened().given(e.AssigneeChanged("ben"), e.GroupChanged("parcels"), RESOLVED)

    def merge(c: Case) -> None:
        before = c.as_it_stands()
        c.reopen(CLEARING, because="merge", cause=by("agent:ann", NOON + timedelta(hours=1)))
        c.take_over(OTHER, "1002", before, cause=ANN)

    case.when(merge)
    assert case.aggregate.collect_events()
    return case


def test_a_target_that_the_merge_reopened_is_settled_again() -> None:
    case = _reopened().when(lambda c: c.let_go(OTHER, cause=ANN))
    case.then(CaseUnmerged("merged", OTHER, "1002", NOON, AS_RESOLVED))
    assert case.answer is True
    assert case.aggregate.as_it_stands() == AS_RESOLVED


def test_a_target_in_which_anything_happened_since_stays_open() -> None:
    case = _reopened().given(e.NoteAdded(MESSAGE, e.NoteText("Hello")))
    case.when(lambda c: c.let_go(OTHER, cause=ANN))
    case.then(CaseUnmerged("merged", OTHER, "1002", NOON))
    assert (case.answer, case.aggregate.is_open) == (False, True)


@pytest.mark.parametrize(
    "merges",
    [
        (CaseMerged("merged", THIRD, "1003"), CaseUnmerged("merged", THIRD, "1003", NOON)),
        (CaseMerged("target", THIRD, "1003", NEW), CaseUnmerged("target", THIRD, "1003", NOON)),
    ],
    ids=["of another into it", "of itself into another"],
)
def test_merges_that_were_taken_back_do_not_count_as_happening(merges: tuple[Event, ...]) -> None:
    case = _reopened().given(*merges).when(lambda c: c.let_go(OTHER, cause=ANN))
    case.then(CaseUnmerged("merged", OTHER, "1002", NOON, AS_RESOLVED))


def test_a_case_above_the_target_is_told_too() -> None:
    case = opened().when(lambda c: c.show_no_more(THIRD, "1003", NOON, cause=ANN))
    case.then(CaseUnmerged("merged", THIRD, "1003", NOON))


def test_both_sides_of_a_split_say_with_whom() -> None:
    case = opened().when(lambda c: c.split_off(OTHER, "1002", MESSAGE, 2, 3, cause=ANN))
    case.then(CaseSplit("new", OTHER, "1002", MESSAGE, 2))
    case = opened().when(lambda c: c.come_from(OTHER, "1002", MESSAGE, 2, cause=ANN))
    case.then(CaseSplit("original", OTHER, "1002", MESSAGE, 2))


def test_a_split_leaves_something_behind() -> None:
    case = opened().when(lambda c: c.split_off(OTHER, "1002", MESSAGE, 3, 3, cause=ANN))
    case.then_rejected(NothingWouldStay, number="1001", messages=3)


def test_a_message_that_leaves_a_case_is_told_there() -> None:
    left = e.MessageDetached(MESSAGE, "in", "customer", NOON, "moved", OTHER, "1002")
    for history in ((), (CLOSED,)):
        case = opened().given(*history).when(lambda c: c.detach(left, cause=ANN))
        case.then(left)


def test_a_reopening_by_a_merge_says_so() -> None:
    case = opened().given(RESOLVED).when(lambda c: c.reopen(POLICY, because="merge", cause=ANN))
    (event,) = (each.event for each in case.aggregate.collect_events())
    assert isinstance(event, e.CaseReopened)
    assert msgspec.structs.asdict(event)["cause"] == "merge"
