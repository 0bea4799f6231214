"""A short, scripted run of the engine: the same commands and records lead to the same log."""

from __future__ import annotations

from itertools import count
from typing import Any
from uuid import UUID

from domain.case.commands import (
    AddNote,
    AnswerCase,
    AssignCase,
    CreateChild,
    DetachChild,
    EscalateMessage,
    ResolveCase,
)
from domain.kernel import Recorded
from tests.support.controls import Engine
from tests.support.controls_channel import Channel, hours


def history() -> list[Recorded[Any]]:
    numbers = count(1)
    engine = Engine(new_id=lambda: f"command-{next(numbers)}")
    play(engine)
    log = engine.store.read_log(limit=10_000)
    policies = ("policy.published",)  # their bytes have golden files of their own
    return [each.recorded for each in log if each.recorded.event.TOPIC not in policies]


def play(engine: Engine) -> None:
    def do(command: Any, at: float) -> dict[str, Any]:
        return engine.do(command, at=hours(at)).facts

    policy = engine.policy("ours", "emplifi", link={"kinds": ["parent_child"]})
    engine.profile(policy, can_initiate=True, group="parcels")
    care = Channel()
    engine.hear(care, care.message("1", thread={"subject": "Late parcel"}))
    case = engine.open_case().id
    do(AssignCase(case_id=case, assignee="agent:ann"), 0.5)
    do(AddNote(case_id=case, text="He called."), 0.6)
    answer = do(AnswerCase(case_id=case, text="On its way."), 1)["message_id"]
    engine.hear(care, care.message("x-1", hours(1.1), by="agent", outbound_id=answer))
    engine.hear(care, care.delivery("r-1", hours(1.2), external_id="x-1"))
    do(ResolveCase(case_id=case), 2)
    engine.hear(care, care.message("2", hours(3)), care.message("2", hours(3)))
    do(ResolveCase(case_id=case), 4)
    engine.hear(care, care.message("3", hours(100)), care.message("4", hours(101), by="agent"))
    new = do(EscalateMessage(message_id=engine.message_id("3")), 102)["case_id"]
    child = CreateChild(parent_id=UUID(new), profile_id="care", customer_id="supplier")
    made = UUID(do(child, 103)["case_id"])
    do(DetachChild(child_id=made), 104)
