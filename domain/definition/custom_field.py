"""A field of one's own on cases: what may stand in it, where, and in which order (E-35 to E-37)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from math import isfinite
from typing import Any, ClassVar, Literal, Self

from pydantic import Field, StrictInt, model_validator

from domain.definition.definition import Definition, Id
from domain.definition.field_errors import FieldNotValid
from domain.policy.block import Contradiction, Name, once_each

FieldType = Literal["text", "number", "integer", "boolean", "date", "choice", "multi_choice"]
LAST = 100
DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


class CustomField(Definition):
    """Where `profiles` and `case_types` name something, it is on their cases only."""

    KIND: ClassVar = "field"
    PLURAL: ClassVar = "fields"
    ABOUT: ClassVar = "Fields of your own on cases: type, options, order."

    title: Name | None = Field(default=None, description="What people see; else the id.")
    type: FieldType = Field(
        default="text",
        description="text, number, integer, boolean, date (2030-01-31), choice or multi_choice.",
    )
    options: tuple[Name, ...] = Field(
        default=(), description="What can be chosen, in order: [gold, silver]."
    )
    order: StrictInt = Field(default=LAST, ge=0, description="The lowest is shown first.")
    required: Literal["never", "when_opened", "when_resolved"] = Field(
        default="never",
        description="when_opened: of a case opened by hand; when_resolved: before it is done.",
    )
    profiles: tuple[Name, ...] = Field(default=(), description="Profiles that have it; none: all.")
    case_types: tuple[Id, ...] = Field(default=(), description="Types that have it; none: all.")

    @model_validator(mode="after")
    def _options_are_for_choices(self) -> Self:
        chooses = self.type in ("choice", "multi_choice")
        if chooses and not self.options:
            raise Contradiction("options", f"must name at least one, because type is {self.type}")
        if self.options and not chooses:
            raise Contradiction("options", f"must be empty, because type is {self.type}")
        for name, values in (
            ("options", self.options),
            ("profiles", self.profiles),
            ("case_types", self.case_types),
        ):
            once_each(name, values)
        return self

    def names(self) -> Iterator[tuple[str, str, str]]:
        yield from (("profiles", "profile", each) for each in self.profiles)
        yield from (("case_types", "case_type", each) for each in self.case_types)

    def is_on(self, profile_id: str, case_type: str | None) -> bool:
        """Whether cases of this profile and type have it."""
        of_profile = not self.profiles or profile_id in self.profiles
        return of_profile and (not self.case_types or case_type in self.case_types)

    def must_take(self, value: Any) -> None:
        """Null empties any field. Raises FieldNotValid, naming the rule."""
        if value is None or TAKES[self.type](value, self.options):
            return
        rule = RULES[self.type].format(options=", ".join(self.options))
        raise FieldNotValid(field=self.id, type=self.type, rule=rule)


def in_order(fields: Iterable[CustomField]) -> list[CustomField]:
    """As the Case tab shows them; among equals the one that was defined first."""
    return sorted(fields, key=lambda field: field.order)


def is_empty(value: Any) -> bool:
    return value is None or value == [] or (isinstance(value, str) and not value.strip())


def _is_number(value: Any, _: tuple[str, ...]) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value)


def _is_integer(value: Any, _: tuple[str, ...]) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_day(value: Any, _: tuple[str, ...]) -> bool:
    if not isinstance(value, str) or not DAY.fullmatch(value):
        return False
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def _is_choice(value: Any, options: tuple[str, ...]) -> bool:
    return isinstance(value, str) and value in options


def _are_choices(value: Any, options: tuple[str, ...]) -> bool:
    chosen = value if isinstance(value, list | tuple) else ()
    all_known = all(_is_choice(each, options) for each in chosen)
    return isinstance(value, list | tuple) and all_known and len(set(chosen)) == len(chosen)


TAKES: dict[FieldType, Callable[[Any, tuple[str, ...]], bool]] = {
    "text": lambda value, _: isinstance(value, str),
    "number": _is_number,
    "integer": _is_integer,
    "boolean": lambda value, _: isinstance(value, bool),
    "date": _is_day,
    "choice": _is_choice,
    "multi_choice": _are_choices,
}
RULES: dict[FieldType, str] = {
    "text": "must be a text",
    "number": "must be a number",
    "integer": "must be a whole number",
    "boolean": "must be true or false",
    "date": "must be a day like 2030-01-31",
    "choice": "must be one of {options}",
    "multi_choice": "must be a list, each once, of {options}",
}
