"""A service desk under the Creatio preset, with a queue that its portal feeds."""

from __future__ import annotations

from typing import Any

from application.actor import Actor
from application.dispatch import Outcome
from domain.case.aggregate import Case
from domain.case.commands import AssignCase, RecordSurvey
from tests.support.controls import Engine
from tests.support.controls_channel import NOON, Channel, hours
from tests.support.defining import define

ANNA = Actor("agent:anna", "os-user:anna")
BOB = Actor("agent:bob", "os-user:bob")


def desk(engine: Engine, *, queue: dict[str, Any] | None = None) -> Channel:
    """A queue named desk unless `queue` says otherwise; its cases are incidents."""
    engine.profile("creatio")
    fields = {"profiles": ["care"], "case_type": "incident"} | (queue or {})
    define(engine, "queue", "desk", **fields)
    return Channel()


def writes(engine: Engine, care: Channel, customer: str, at: Any = NOON) -> Case:
    """The case that a new customer's message opens."""
    engine.hear(care, care.message(f"{customer}-1", at, customer=customer))
    return engine.open_case(customer)


def three_wait(engine: Engine, **queue: object) -> Channel:
    """Dora wrote first, then Ann, then Bob."""
    care = desk(engine, queue=queue)
    for number, customer in enumerate(("dora", "ann", "bob")):
        writes(engine, care, customer, hours(number))
    return care


def waiting(engine: Engine, queue: str = "desk", order: tuple[str, ...] = ()) -> list[str]:
    """Customers in the order of their turns."""
    found = engine.store.ledger.waiting(queue, order)
    return [engine.case(case_id).customer_id for case_id, _ in found]


def solved(engine: Engine, care: Channel) -> tuple[Case, str]:
    """Resolved by Anna one hour after it came, and the customer was asked how it was."""
    case = writes(engine, care, "ann")
    engine.do(AssignCase(case_id=case.id, assignee="anna"))
    engine.resolve(hours(1))
    return case, asked(engine, case).facts["survey_id"]


def asked(engine: Engine, case: Case, **more: Any) -> Outcome:
    return engine.do(RecordSurvey(case_id=case.id, **more), at=hours(1))
