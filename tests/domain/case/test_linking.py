from __future__ import annotations

from itertools import permutations
from uuid import UUID

import pytest

from domain.case import events as e
from domain.case.aggregate import Case
from domain.case.errors import (
    AlreadyHasParent,
    CannotLinkToItself,
    ChildCannotBeParent,
    LinkNotAllowed,
    NotLinked,
    ParentCannotBeChild,
)
from domain.errors import Rejection
from domain.kernel import Event, Recorded
from domain.policy.document import Policy
from domain.policy.relations import Link
from tests.domain.case.given import BOUND, CREATED, FINAL, POLICY, opened
from tests.support.scenario import SELF, by

ANN = by("agent:ann")
OTHER = UUID(int=5)
THIRD = UUID(int=6)


def test_each_side_records_its_half() -> None:
    case = opened().when(lambda c: c.link_child(OTHER, "1002", POLICY, cause=ANN))
    case.then(e.ChildLinked(OTHER, "1002"))
    case = opened().when(lambda c: c.link_parent(OTHER, "1002", cause=ANN))
    case.then(e.ParentLinked(OTHER, "1002"))


def test_a_parent_may_have_any_number_of_children() -> None:
    case = opened().given(e.ChildLinked(OTHER, "1002"))
    case.when(lambda c: c.link_child(THIRD, "1003", POLICY, cause=ANN))
    case.then(e.ChildLinked(THIRD, "1003"))


def test_a_child_has_no_children() -> None:
    case = opened().given(e.ParentLinked(OTHER, "1002"))
    case.when(lambda c: c.link_child(THIRD, "1003", POLICY, cause=ANN))
    case.then_rejected(ChildCannotBeParent, number="1001")


def test_a_parent_becomes_nobodys_child() -> None:
    case = opened().given(e.ChildLinked(OTHER, "1002"))
    case.when(lambda c: c.link_parent(THIRD, "1003", cause=ANN))
    case.then_rejected(ParentCannotBeChild, children=1)


def test_a_child_has_one_parent() -> None:
    case = opened().given(e.ParentLinked(OTHER, "1002"))
    case.when(lambda c: c.link_parent(THIRD, "1003", cause=ANN))
    case.then_rejected(AlreadyHasParent, parent_id=OTHER)


def test_no_case_is_its_own_child() -> None:
    case = opened().when(lambda c: c.link_child(SELF, "1001", POLICY, cause=ANN))
    case.then_rejected(CannotLinkToItself)


def test_a_policy_without_such_links_refuses_them() -> None:
    bare = Policy(id="bare", link=Link(kinds=()))
    case = opened().when(lambda c: c.link_child(OTHER, "1002", bare, cause=ANN))
    case.then_rejected(LinkNotAllowed, policy="bare")


def test_whoever_was_detached_is_free_for_anything() -> None:
    was_child = (e.ParentLinked(OTHER, "1002"), e.ParentDetached(OTHER))
    case = opened().given(*was_child)
    case.when(lambda c: c.link_child(THIRD, "1003", POLICY, cause=ANN))
    case.then(e.ChildLinked(THIRD, "1003"))
    was_parent = (e.ChildLinked(OTHER, "1002"), e.ChildDetached(OTHER))
    case = opened().given(*was_parent).when(lambda c: c.link_parent(THIRD, "1003", cause=ANN))
    case.then(e.ParentLinked(THIRD, "1003"))


def test_detaching_what_is_not_linked_is_refused() -> None:
    opened().when(lambda c: c.detach_parent(cause=ANN)).then_rejected(NotLinked, number="1001")


def test_detaching_records_both_halves() -> None:
    case = opened().given(e.ParentLinked(OTHER, "1002")).when(lambda c: c.detach_parent(cause=ANN))
    case.then(e.ParentDetached(OTHER))
    case = opened().given(e.ChildLinked(OTHER, "1002"))
    case.when(lambda c: c.detach_child(OTHER, cause=ANN)).then(e.ChildDetached(OTHER))


@pytest.mark.parametrize("end", FINAL)
def test_a_final_case_still_takes_links(end: Event) -> None:
    case = opened().given(end).when(lambda c: c.link_child(OTHER, "1002", POLICY, cause=ANN))
    case.then(e.ChildLinked(OTHER, "1002"))
    case = opened().given(end)
    case.when(lambda c: c.link_follow_up("follow_up", OTHER, "1002", cause=ANN))
    case.then(e.FollowUpLinked("follow_up", OTHER, "1002"))


PAIRS = [(parent, child) for parent in range(3) for child in range(3)]


def test_no_order_of_links_makes_a_case_both_parent_and_child() -> None:
    for order in permutations(PAIRS, 4):
        cases = [_case(number) for number in range(3)]
        for parent, child in order:
            _tie(cases[parent], cases[child])
        both = [case.number for case in cases if case.children and case.parent_id]
        assert not both, f"after {order}"


def _case(number: int) -> Case:
    case = Case(UUID(int=number + 1))
    for place, event in enumerate((CREATED, BOUND), 1):
        case.evolve(Recorded(case.id, place, event, ANN))
    return case


def _tie(parent: Case, child: Case) -> None:
    """As the command does: refused as a whole when either half is."""
    had = dict(parent.children)
    try:
        parent.link_child(child.id, child.number, POLICY, cause=ANN)
        child.link_parent(parent.id, parent.number, cause=ANN)
    except Rejection:
        parent.children = had
