"""Who counts as one customer, and which messages belong together."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, StrictBool, model_validator

from domain.policy.block import Block, Contradiction, once_each
from domain.policy.conditions import Condition
from domain.policy.durations import Duration


class Identity(Block):
    key: Literal["platform_account", "contact", "merged_person"] = "platform_account"


class AutoCreate(Block):
    """Whether a customer's message without a case opens one (Q-05, Q-22)."""

    enabled: StrictBool = True
    only_private_1to1: StrictBool = False
    conditions: tuple[Condition, ...] = ()


class IdleSplit(Block):
    """After this much silence a new message opens a new case (Q-26)."""

    after: Duration
    boundary: Literal[">="] = ">="
    then: Literal["leave_open", "auto_resolve"] = "auto_resolve"

    @model_validator(mode="after")
    def _silence_takes_time(self) -> Self:
        if self.after == timedelta(0):
            raise Contradiction(
                "after", "0 would split at every message; for no split write idle_split: never"
            )
        return self


class Escalation(Block):
    """Whether the case that a person opens by escalating a message takes in what was parked before
    it, since the last case of the pair ended (X-E3)."""

    adopt_parked: StrictBool = False


def _never_is_none(given: object) -> object:
    unsplit = given == "never" or (isinstance(given, dict) and given.get("after") == "never")
    return None if unsplit else given


ManualField = Literal["topic", "title", "priority"]


class Grouping(Block):
    """`manual_requires` is what whoever opens a case by hand must say of it, `note_on_creation`
    whether he may leave a note at once (D-30, Q-15); `idle_split` None, written never: silence
    splits nothing."""

    auto_create: AutoCreate = AutoCreate()
    key: Literal["customer", "rule_author", "thread", "case_number_then_thread"] = "customer"
    one_open_case: StrictBool = True
    manual_cross_author: StrictBool = False
    manual_requires: tuple[ManualField, ...] = ()
    note_on_creation: StrictBool = True
    idle_split: Annotated[IdleSplit | None, BeforeValidator(_never_is_none)] = None

    @model_validator(mode="after")
    def _one_open_case_can_hold(self) -> Self:
        once_each("manual_requires", self.manual_requires)
        if not self.one_open_case:
            return self
        if self.idle_split is not None and self.idle_split.then == "leave_open":
            raise Contradiction(
                "idle_split.then",
                "leave_open would leave two cases open, and grouping.one_open_case allows one; "
                "write auto_resolve",
            )
        if self.key not in ("customer", "rule_author"):
            raise Contradiction(
                "one_open_case",
                f"must be false when grouping.key is {self.key}: two threads are two open cases",
            )
        return self
