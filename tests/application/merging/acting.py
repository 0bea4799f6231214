"""What agents do with the places of messages, in few words."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from domain.case.aggregate import Case
from domain.case.merging_commands import (
    DetachMessage,
    MergeCases,
    MoveMessage,
    SplitCase,
    UnmergeCase,
)
from tests.support.controls import Engine
from tests.support.controls_channel import Channel, hours

Facts = dict[str, Any]
MANY = {"one_open_case": False, "key": "thread"}


def threads(engine: Engine, base: str = "builtin", **changes: Any) -> Channel:
    """A profile whose customers may have a case for each thread."""
    engine.profile(engine.policy("many", base, grouping=MANY, **changes), can_initiate=True)
    return Channel()


def case_of(engine: Engine, message: str) -> Case:
    case_id = engine.message(message).case_id
    assert case_id is not None
    return engine.case(case_id)


def write(engine: Engine, care: Channel, id: str, at: float = 0, **more: Any) -> Case | None:
    """A customer writes; the case that it came to, if to any."""
    engine.hear(care, care.message(id, hours(at), **more))
    case_id = engine.message(id).case_id
    return engine.case(case_id) if case_id is not None else None


def opened(engine: Engine, care: Channel, id: str, at: float = 0, **more: Any) -> Case:
    """In a thread of its own."""
    case = write(engine, care, id, at, thread={"id": f"thread of {id}"}, **more)
    assert case is not None
    return case


def merge(engine: Engine, case: Case, into: Case, at: float | None = None, **more: Any) -> Facts:
    command = MergeCases(case_id=case.id, into_id=into.id)
    return engine.do(command, at=hours(at) if at is not None else None, **more).facts


def unmerge(engine: Engine, case: Case, **more: Any) -> Facts:
    return engine.do(UnmergeCase(case_id=case.id), **more).facts


def split(engine: Engine, case: Case, message: str) -> Case:
    command = SplitCase(case_id=case.id, message_id=engine.message_id(message))
    return engine.case(engine.do(command).facts["case_id"])


def move(
    engine: Engine, message: str | UUID, case: Case, reason: str | None = None, **more: Any
) -> Facts:
    id = engine.message_id(message) if isinstance(message, str) else message
    return engine.do(MoveMessage(message_id=id, case_id=case.id, reason=reason), **more).facts


def detach(engine: Engine, message: str, reason: str | None = None) -> Facts:
    id = engine.message_id(message)
    return engine.do(DetachMessage(message_id=id, reason=reason)).facts
