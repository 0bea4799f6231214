"""A rule by which messages open cases: where it holds, and who gets them (Q-20 to Q-56)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar, Literal, Self

from pydantic import Field, StrictInt, field_validator, model_validator

from domain.definition.definition import Definition, Id
from domain.policy.block import Block, Contradiction, Name, Text, once_each
from domain.policy.conditions import Condition
from domain.policy.work import ORDER, Strategy

STATUSES = {"active": True, "inactive": False}
FIRST = 100


class Restriction(Block):
    users: tuple[Id, ...] = ()
    teams: tuple[Id, ...] = ()


class FirstReply(Block):
    """What is sent when the rule opened a case: a text, or a template, which may be a flow."""

    text: Text | None = None
    template: Name | None = None

    @model_validator(mode="after")
    def _is_one_of_them(self) -> Self:
        if (self.text is None) == (self.template is None):
            raise Contradiction("text", "must be given, or template, and not both")
        return self


class CaseRule(Definition):
    """Of several rules that match a message the first counts: the one of the lowest `order`, and
    among equals the one that was defined first."""

    KIND: ClassVar = "case_rule"
    PLURAL: ClassVar = "rules"
    ABOUT: ClassVar = "Case rules: which private messages open cases, and who gets these."

    name: Name = Field(description="What people call it. Required.")
    order: StrictInt = Field(default=FIRST, ge=0, description="The lowest is asked first.")
    profiles: tuple[Name, ...] = Field(description="Profiles that it holds for. Required.")
    streams: tuple[Name, ...] = Field(default=(), description="Streams it holds for; none: all.")
    conditions: tuple[Condition, ...] = Field(
        default=(), description="What a message must be like: [{field: subject, contains: order}]."
    )
    strategies: tuple[Strategy, ...] = Field(
        description="smart, workload and random, any of them; the order is fixed. Required."
    )
    restrict_to: Restriction | None = Field(
        default=None, description="Users and teams: {teams: [care]}; else everybody."
    )
    first_reply: FirstReply | None = Field(
        default=None, description="{text: ...} or {template: ...}; recorded, not sent yet."
    )
    survey_on_resolve: Literal["csat", "nps"] | None = Field(
        default=None, description="csat or nps; recorded, not sent yet."
    )

    @model_validator(mode="before")
    @classmethod
    def _status_in_words(cls, given: Any) -> Any:
        """`status: inactive` says the same as `active: false` (Q-32)."""
        if not isinstance(given, dict) or "status" not in given:
            return given
        status = given["status"]
        if status not in STATUSES:
            raise Contradiction("status", "must be active or inactive")
        return {k: v for k, v in given.items() if k != "status"} | {"active": STATUSES[status]}

    @field_validator("strategies", mode="after")
    @classmethod
    def _in_the_fixed_order(cls, given: tuple[Strategy, ...]) -> tuple[Strategy, ...]:
        """Whatever the order in which they are ticked (Q-36)."""
        return tuple(sorted(given, key=ORDER.index))

    @model_validator(mode="after")
    def _names_what_it_needs(self) -> Self:
        for field, values in (("profiles", self.profiles), ("strategies", self.strategies)):
            if not values:
                raise Contradiction(field, "must name at least one")
            once_each(field, values)
        if self.restrict_to == Restriction():
            raise Contradiction("restrict_to", "names nobody; leave it out to restrict nothing")
        return self

    def names(self) -> Iterator[tuple[str, str, str]]:
        yield from (("profiles", "profile", each) for each in self.profiles)
        if self.restrict_to is not None:
            yield from (("restrict_to.users", "agent", each) for each in self.restrict_to.users)
            yield from (("restrict_to.teams", "group", each) for each in self.restrict_to.teams)
