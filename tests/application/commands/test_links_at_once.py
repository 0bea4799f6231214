"""Somebody links a case while somebody else makes it a parent: the depth stays one."""

from __future__ import annotations

from typing import Any

import pytest

from application.dispatch import Dispatcher
from domain.case.commands import CreateChild, DetachChild, LinkChild
from domain.case.errors import AlreadyHasParent, ChildCannotBeParent, ParentCannotBeChild
from domain.case.merging_commands import MergeCases
from domain.case.merging_errors import ParentCannotBeMerged
from domain.errors import Rejection
from tests.support.controls import ANN, Engine
from tests.support.controls_channel import Channel

Patch = pytest.MonkeyPatch


@pytest.fixture
def three(engine: Engine) -> list[Any]:
    engine.profile("deskie", can_initiate=True)
    care = Channel()
    engine.hear(care, *[care.message(who, customer=who) for who in ("a", "b", "c")])
    return [engine.open_case(who).id for who in ("a", "b", "c")]


def meanwhile(engine: Engine, patch: Patch, command: Any) -> None:
    """`command` is committed between the next command's decision and its commit."""
    commit, left = engine.store.commit, [command]

    def disturbed(*args: Any, **more: Any) -> Any:
        if left:
            Dispatcher(engine.store, engine.ids).dispatch(left.pop(), actor=ANN)
        return commit(*args, **more)

    patch.setattr(engine.store, "commit", disturbed)


Race = tuple[Any, Any, type[Rejection]]


def races(a: Any, b: Any, c: Any) -> list[Race]:
    link, down = LinkChild(parent_id=a, child_id=b), LinkChild(parent_id=b, child_id=c)
    child = CreateChild(parent_id=b, profile_id="care", customer_id="x")
    return [
        (link, down, ParentCannotBeChild),
        (down, link, ChildCannotBeParent),
        (child, link, ChildCannotBeParent),
        (link, child, ParentCannotBeChild),
        (link, LinkChild(parent_id=c, child_id=b), AlreadyHasParent),
        (MergeCases(case_id=b, into_id=a), down, ParentCannotBeMerged),
    ]


@pytest.mark.requirement("D-15")
@pytest.mark.parametrize("number", range(6))
def test_of_two_links_at_once_the_later_is_decided_again(
    engine: Engine, three: list[Any], monkeypatch: Patch, number: int
) -> None:
    command, other, refusal = races(*three)[number]
    meanwhile(engine, monkeypatch, other)
    with pytest.raises(refusal):
        engine.do(command)
    for id in three:
        case = engine.case(id)
        assert not (case.children and case.parent_id)


def test_a_child_that_was_detached_meanwhile_may_be_linked(
    engine: Engine, three: list[Any], monkeypatch: Patch
) -> None:
    a, b, c = three
    engine.do(LinkChild(parent_id=a, child_id=b))
    meanwhile(engine, monkeypatch, DetachChild(child_id=b))
    engine.do(CreateChild(parent_id=a, profile_id="care", customer_id="y"))
    engine.do(LinkChild(parent_id=b, child_id=c))
    assert engine.case(c).parent_id == b
