"""Who gets a case, who may take it, and who else may touch it meanwhile."""

from __future__ import annotations

from datetime import timedelta
from typing import Literal, Self

from pydantic import PositiveInt, StrictBool, model_validator

from domain.policy.block import Block, Contradiction, Name, once_each
from domain.policy.durations import Duration

Strategy = Literal["smart", "workload", "random"]
ORDER: tuple[Strategy, ...] = ("smart", "workload", "random")


class RestrictTo(Block):
    users: tuple[Name, ...] = ()
    teams: tuple[Name, ...] = ()


class RequiresAvailable(Block):
    smart: StrictBool = True
    workload: StrictBool = True
    random: StrictBool = True


class Assignment(Block):
    """No strategy: nobody is assigned automatically. The order is always the same (Q-36)."""

    strategies: tuple[Strategy, ...] = ()
    restrict_to: RestrictTo = RestrictTo()
    requires_available: RequiresAvailable = RequiresAvailable()
    capacity: PositiveInt | None = None

    @model_validator(mode="after")
    def _in_the_fixed_order(self) -> Self:
        once_each("strategies", self.strategies)
        if list(self.strategies) != sorted(self.strategies, key=ORDER.index):
            raise Contradiction("strategies", "the order is always smart, workload, random")
        return self


class Queue(Block):
    take: Literal["any", "next"] = "any"


class Lock(Block):
    scope: Literal["none", "message", "case"] = "none"
    ttl: Duration = timedelta(minutes=15)
