"""What a message must be like: conditions over a small closed list of its fields (Q-05)."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from pydantic import (
    ConfigDict,
    Field,
    StrictBool,
    StringConstraints,
    model_serializer,
    model_validator,
)

from domain.policy.block import Block, Contradiction

Wanted = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=256, pattern=r"^[^\x00]*$"),
]
MessageField = Literal[
    "channel",
    "connector",
    "service",
    "stream",
    "language",
    "private",
    "customer",
    "author",
    "recipient",
    "subject",
    "text",
    "header",
]


class Condition(Block):
    """One field and one comparison; words are compared whatever their case. Where a message lacks
    the field, only `is_not` holds. `name` says which header."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    field: MessageField
    name: Wanted | None = None
    is_: StrictBool | Wanted | None = Field(default=None, alias="is")
    is_not: StrictBool | Wanted | None = None
    in_: tuple[Wanted, ...] | None = Field(default=None, alias="in")
    contains: Wanted | None = None

    @model_validator(mode="after")
    def _says_one_thing(self) -> Self:
        if len(self.said) != 1:
            raise Contradiction("field", "must be compared once, by is, is_not, in or contains")
        if self.in_ == ():
            raise Contradiction("in", "must name at least one value")
        ((how, wanted),) = self.said.items()
        if (self.field == "private") != isinstance(wanted, bool):
            kind = "true or false" if self.field == "private" else "text"
            raise Contradiction(how, f"must be {kind} for the field {self.field}")
        if (self.field == "header") != (self.name is not None):
            raise Contradiction("name", "must name the header for the field header, and only there")
        return self

    @property
    def said(self) -> dict[str, Any]:
        """How it compares, and with what: one entry."""
        given = {
            "is": self.is_,
            "is_not": self.is_not,
            "in": self.in_,
            "contains": self.contains,
        }
        return {how: wanted for how, wanted in given.items() if wanted is not None}

    @model_serializer
    def _as_written(self) -> dict[str, Any]:
        name = {"name": self.name} if self.name is not None else {}
        return {"field": self.field} | name | self.said
