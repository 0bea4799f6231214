"""How a case may be tied to another: follow-ups, parents and children."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import Field, StrictBool, model_validator

from domain.policy.block import Block, Contradiction, Name, once_each

Copied = Literal["contact", "subject", "group", "priority", "labels", "fields"]
Inherited = Literal["group", "assignee", "priority", "labels", "custom_fields"]
Cascade = Literal["none", "warn", "block_parent", "close_children"]
Ending = Literal["resolved", "closed", "canceled"]


class Followup(Block):
    """A new case that goes on where a finished one ended (B-34 to B-43).

    The document's field is `copy`; pydantic has a method of that name, hence `copied` in code.
    """

    by_agent: StrictBool = False
    by_inbound: StrictBool = False
    copied: tuple[Copied, ...] = Field(
        default=("contact", "subject", "group", "priority", "labels", "fields"), alias="copy"
    )
    notes: Literal["both"] = "both"

    @model_validator(mode="after")
    def _each_copied_once(self) -> Self:
        once_each("copy", self.copied)
        return self


class Link(Block):
    """`child_channels` is can_initiate, or the channels a child may go out on (D-07, D-49).

    `cascade_close` is one word for every end of a parent, or a word for each category of status.
    """

    kinds: tuple[Literal["parent_child", "follow_up"], ...] = ("parent_child", "follow_up")
    child_channels: Literal["can_initiate"] | tuple[Name, ...] = "can_initiate"
    max_depth: Literal[1] = 1
    inherit: tuple[Inherited, ...] = ("group", "assignee", "priority", "labels", "custom_fields")
    cascade_close: Cascade | dict[Ending, Cascade] = "none"

    def cascade_for(self, category: str) -> str:
        """What happens to open children of a parent that ends in this category."""
        if isinstance(self.cascade_close, str):
            return self.cascade_close
        given = dict[str, str](**self.cascade_close)
        return given.get(category, "none")

    @model_validator(mode="after")
    def _lists_hold_each_value_once(self) -> Self:
        once_each("kinds", self.kinds)
        once_each("inherit", self.inherit)
        if self.child_channels == ():
            raise Contradiction(
                "child_channels",
                "names no channel; to forbid children leave parent_child out of link.kinds",
            )
        if isinstance(self.child_channels, tuple):
            once_each("child_channels", self.child_channels)
        return self
