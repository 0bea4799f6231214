"""What the end of a parent means for its children: each policy says it (frappe/helpdesk#2370)."""

from __future__ import annotations

from typing import Any

import pytest

from application.dispatch import Outcome
from domain.case.commands import CancelCase, CloseCase, CreateChild, ResolveCase
from domain.case.errors import ChildrenAreOpen, NoSuchStatus
from tests.support.controls import Engine
from tests.support.controls_channel import Channel


def family(engine: Engine, cascade: Any) -> tuple[Any, Any]:
    """A parent with one open child."""
    policy = engine.policy("own", "deskie", link={"cascade_close": cascade})
    engine.profile(policy, can_initiate=True)
    care = Channel()
    engine.hear(care, care.message("1"))
    parent = engine.open_case()
    engine.do(CreateChild(parent_id=parent.id, profile_id="care", customer_id="supplier"))
    return parent.id, engine.open_case("supplier").id


def close(engine: Engine, case_id: Any) -> Outcome:
    return engine.do(CloseCase(case_id=case_id))


@pytest.mark.requirement("D-54")
def test_closing_the_parent_closes_no_child(engine: Engine) -> None:
    parent, child = family(engine, "none")
    told = close(engine, parent).facts
    assert engine.case(child).is_open
    assert "open_children" not in told


@pytest.mark.requirement("D-54")
def test_closing_a_child_closes_no_parent(engine: Engine) -> None:
    parent, child = family(engine, "close_children")
    close(engine, child)
    assert engine.case(parent).is_open


def test_a_policy_may_warn_of_open_children(engine: Engine) -> None:
    parent, child = family(engine, "warn")
    assert close(engine, parent).facts["open_children"] == [engine.case(child).number]
    assert engine.case(child).is_open


def test_a_policy_may_end_a_parent_only_after_its_children(engine: Engine) -> None:
    parent, child = family(engine, "block_parent")
    with pytest.raises(ChildrenAreOpen) as refused:
        close(engine, parent)
    assert refused.value.facts["children"] == engine.case(child).number
    assert engine.case(parent).is_open
    close(engine, child)
    close(engine, parent)
    assert not engine.case(parent).is_open


def test_a_policy_may_end_the_children_with_their_parent(engine: Engine) -> None:
    parent, child = family(engine, "close_children")
    told = close(engine, parent).facts
    assert told["settled_children"] == [engine.case(child).number]
    assert engine.case(child).category == "closed"
    assert engine.conversation("supplier").open_cases == []


def test_each_way_of_ending_may_have_its_own_answer(engine: Engine) -> None:
    parent, child = family(engine, {"resolved": "close_children", "closed": "warn"})
    engine.do(ResolveCase(case_id=parent))
    assert engine.case(child).category == "resolved"


def test_a_child_that_cannot_end_so_leaves_everything_as_it_was(engine: Engine) -> None:
    """Deskie has no canceled status, so its child cannot be canceled."""
    parent, child = family(engine, "close_children")
    with pytest.raises(NoSuchStatus):
        engine.do(CancelCase(case_id=parent))
    assert engine.case(parent).is_open
    assert engine.case(child).is_open
