"""What counts as a first answer, who sees what, and how long it is kept."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import PositiveInt, StrictBool, model_validator

from domain.policy.block import Block, Contradiction
from domain.policy.durations import DurationOrNever


class Resolve(Block):
    """`closed_after`: a resolved case becomes closed after this time; None is never."""

    cascade_messages: StrictBool = True
    closed_after: DurationOrNever = None
    kb_suggest: StrictBool = False


class FirstResponse(Block):
    """No automatic answer and no bot stops the clock (Q-42, Q-53)."""

    counts: tuple[Literal["agent_human_public"]] = ("agent_human_public",)


class Visibility(Block):
    mode: Literal["all_qualified", "own_history", "group"] = "all_qualified"
    conversation_page: PositiveInt = 500


class Retention(Block):
    mode: Literal["unlimited", "days"] = "unlimited"
    days: PositiveInt | None = None
    erase: Literal["crypto_shred"] = "crypto_shred"

    @model_validator(mode="after")
    def _days_are_named(self) -> Self:
        if (self.mode == "days") != (self.days is not None):
            raise Contradiction("days", "is named exactly when retention.mode is days")
        return self
