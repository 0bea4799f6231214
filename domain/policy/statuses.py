"""The statuses of a policy: names are free, the category says what the engine makes of one."""

from __future__ import annotations

from typing import Any, Literal, Self

from pydantic import StrictBool, model_validator

from domain.policy.block import Block, Contradiction, Name
from domain.policy.categories import FINAL

Category = Literal[
    "new", "open", "waiting_customer", "on_hold", "resolved", "closed", "canceled", "spam"
]
PAUSED = frozenset({"waiting_customer", "on_hold"})


class Status(Block):
    """The three flags of C-47 follow the category; a document may write them, and must agree."""

    name: Name
    category: Category
    pause: StrictBool = False
    resolved: StrictBool = False
    final: StrictBool = False

    @model_validator(mode="before")
    @classmethod
    def _flags_follow_the_category(cls, given: Any) -> Any:
        if isinstance(given, dict) and isinstance(given.get("category"), str):
            return flags(given["category"]) | given
        return given

    @model_validator(mode="after")
    def _flags_agree(self) -> Self:
        for flag, expected in flags(self.category).items():
            if getattr(self, flag) is not expected:
                right = str(expected).lower()
                raise Contradiction(
                    flag, f"is {right} for every status of category {self.category}"
                )
        return self


def flags(category: str) -> dict[str, bool]:
    return {
        "pause": category in PAUSED,
        "resolved": category == "resolved",
        "final": category in FINAL,
    }


def statuses(**categories: Category) -> tuple[Status, ...]:
    return tuple(
        Status(name=name.replace("_", " "), category=category)
        for name, category in categories.items()
    )


USUAL = statuses(
    New="new",
    In_progress="open",
    Pending="waiting_customer",
    On_hold="on_hold",
    Resolved="resolved",
    Reopened="open",
    Closed="closed",
    Canceled="canceled",
    Spam="spam",
)
