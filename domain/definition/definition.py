"""What every definition has in common: an id, a switch, and the things that it names."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, ClassVar, TypeVar

from pydantic import Field, StrictBool, StringConstraints, ValidationError

from domain.definition.errors import InvalidDefinition
from domain.policy.block import Block
from domain.policy.problems import problems_in

Id = Annotated[
    str, StringConstraints(min_length=1, max_length=64, pattern=r"^[^\s\x00-\x1f\x7f:]+$")
]
D = TypeVar("D", bound="Definition")


class Definition(Block):
    """Immutable; a change is a new version. `KIND` names it in events, `PLURAL` to people."""

    KIND: ClassVar[str]
    PLURAL: ClassVar[str]
    ABOUT: ClassVar[str]

    id: Id
    active: StrictBool = Field(default=True, description="Switched off, nothing new may name it.")

    def names(self) -> Iterator[tuple[str, str, str]]:
        """What else must be defined for it: field, kind and id."""
        return iter(())


def checked(kind: type[D], document: Mapping[str, Any]) -> D:
    """Raises InvalidDefinition, naming the field and the rule."""
    try:
        return kind.model_validate(document)
    except ValidationError as refused:
        problems = problems_in(refused, f"the {kind.KIND.replace('_', ' ')}")
        field, problem = problems[0]
        raise InvalidDefinition(
            kind=kind.KIND, field=field, problem=problem, problems=problems
        ) from None


def parse(kind: type[D], document: str) -> D:
    """Raises InvalidDefinition."""
    try:
        found = json.loads(document)
    except (ValueError, RecursionError) as broken:
        raise invalid(kind.KIND, "document", f"is not JSON: {broken}") from None
    return checked(kind, found)


def invalid(kind: str, field: str, problem: str) -> InvalidDefinition:
    return InvalidDefinition(kind=kind, field=field, problem=problem, problems=((field, problem),))
