"""The engine and the model, each told in the same words."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from domain.message.aggregate import Message
from tests.properties.model import Case
from tests.support.controls import Engine


def cases_of_engine(engine: Engine, customer: str) -> list[tuple[Any, ...]]:
    """In order of opening."""
    return [
        (
            (case.status, case.category),
            (case.assignee, case.group, case.priority),
            (case.last_added_at, case.resolved_at),
            (case.parent_id, set(case.children)),
        )
        for case in engine.cases(customer)
    ]


def cases_of_model(cases: list[Case]) -> list[tuple[Any, ...]]:
    return [
        (
            (case["status"], case["category"]),
            (case["assignee"], case["group"], case["priority"]),
            (case["last"], case["resolved"]),
            (
                case["parent"]["id"] if case["parent"] else None,
                {each["id"] for each in case["children"]},
            ),
        )
        for case in cases
    ]


def places(engine: Engine) -> dict[tuple[str, str], tuple[str | None, UUID | None]]:
    """Where each message is, by id and text."""
    found = {}
    for placed in engine.store.read_log(limit=100_000, topics=["message.received"]):
        event = placed.recorded.event
        message = engine.store.load(Message, placed.recorded.originator_id)
        found[event.external_id, event.personal.text or ""] = (message.place, message.case_id)
    return found
