"""A profile whose cases were opened under one policy, and what is thought of another."""

from __future__ import annotations

from typing import Any

from application.actor import Actor
from application.policies.outlook import Outlook, outlook
from application.rehearsal import Rehearsal
from domain.case.rebinding_commands import RebindCases
from domain.profile.commands import SetProfilePolicy
from tests.support.controls import Engine
from tests.support.controls_channel import NOON, Channel

ADA = Actor("administrator:ada", "os-user:ada")


def threaded(engine: Engine, **cases: list[str]) -> Channel:
    """`ann=["x", "y"]`: under a policy that gathers threads, Ann has a case for each."""
    engine.policy("threads", grouping={"key": "thread", "one_open_case": False})
    engine.profile("threads")
    care = Channel()
    for customer, threads in cases.items():
        for thread in threads:
            care_says(engine, care, customer, thread)
    return care


def care_says(
    engine: Engine, care: Channel, customer: str, thread: str | None = None, **more: Any
) -> None:
    id = f"{customer}-{thread}-{care.next_offset}"
    in_thread = {"id": thread} if thread is not None else None
    engine.hear(care, care.message(id, NOON, customer=customer, thread=in_thread, **more))


def bind(engine: Engine, policy: str, version: int | None = None) -> None:
    engine.do(SetProfilePolicy(profile_id="care", policy_id=policy, policy_version=version))


def look(engine: Engine, *commands: Any, profile: str = "care") -> Outlook:
    """As it would be after these commands, none of which is stored."""
    rehearsal = Rehearsal(engine.store, engine.ids, ADA)
    for command in commands:
        rehearsal.carry_out(command)
    return outlook(rehearsal.unit, profile)


def rebind(engine: Engine, *customers: str, id: str | None = None) -> dict[str, Any]:
    """All open cases of these customers."""
    cases = [id for each in customers for id in engine.conversation(each).open_cases]
    return engine.do(RebindCases(case_ids=tuple(cases)), id=id).facts
