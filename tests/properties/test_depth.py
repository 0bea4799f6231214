"""No case is ever both parent and child, whatever is created, linked, detached and merged, in
whatever order (invariant 2, D-13, D-15)."""

from __future__ import annotations

from itertools import count
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.case import commands as c
from domain.case.aggregate import Case
from domain.case.merging_commands import MergeCases, SplitCase, UnmergeCase
from domain.errors import Rejection
from tests.properties import invariants
from tests.support.controls import Engine
from tests.support.controls_channel import Channel

ANY = st.integers(0, 30)
KINDS = ("create", "link", "link", "link", "detach", "merge", "unmerge", "split", "close")
STEPS = st.lists(st.tuples(st.sampled_from(KINDS), ANY, ANY), min_size=4, max_size=25)


class Family:
    """Four customers with a case each, and whatever becomes of them."""

    def __init__(self) -> None:
        commands = count(1)
        self.engine = Engine(new_id=lambda: f"command-{next(commands)}")
        self.engine.profile("deskie", can_initiate=True)
        care = Channel()
        for who in ("ann", "bob", "eve", "joe"):
            self.engine.hear(care, care.message(who, customer=who))

    def ids(self) -> list[UUID]:
        log = self.engine.store.read_log(limit=100_000, topics=("case.created",))
        return [each.recorded.originator_id for each in log]

    def cases(self) -> list[Case]:
        return [self.engine.case(id) for id in self.ids()]

    def step(self, what: str, one: int, other: int) -> None:
        ids = self.ids()
        first, second = ids[one % len(ids)], ids[other % len(ids)]
        commands: dict[str, Any] = {
            "create": c.CreateChild(parent_id=first, profile_id="care", customer_id=f"x{other}"),
            "link": c.LinkChild(parent_id=first, child_id=second),
            "detach": c.DetachChild(child_id=first),
            "merge": MergeCases(case_id=first, into_id=second),
            "unmerge": UnmergeCase(case_id=first),
            "split": SplitCase(case_id=first, message_id=self.engine.message_id("ann")),
            "close": c.CloseCase(case_id=first),
        }
        position = self.engine.store.position()
        try:
            self.engine.do(commands[what])
        except Rejection:
            assert self.engine.store.position() == position


@pytest.mark.requirement("D-13")
@pytest.mark.requirement("D-15")
@settings(max_examples=60, deadline=None)
@given(steps=STEPS)
def test_the_depth_is_one_whatever_the_order(steps: list[tuple[str, int, int]]) -> None:
    family = Family()
    for step in steps:
        family.step(*step)
        cases = family.cases()
        invariants.no_case_is_both_parent_and_child(cases)
        _both_halves_agree(cases)


def _both_halves_agree(cases: list[Case]) -> None:
    down = {(case.id, child) for case in cases for child in case.children}
    up = {(case.parent_id, case.id) for case in cases if case.parent_id is not None}
    assert down == up
    assert not [case for case in cases if case.merged_into and (case.children or case.parent_id)]
