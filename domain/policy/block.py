"""What every part of a policy document has in common: frozen, and no field that we do not know."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

Name = Annotated[
    str,
    StringConstraints(
        strip_whitespace=True, min_length=1, max_length=64, pattern=r"^[^\x00-\x1f\x7f]*$"
    ),
]
Text = Annotated[
    str,
    StringConstraints(
        strip_whitespace=True,
        min_length=1,
        max_length=4000,
        pattern=r"^[^\x00-\x08\x0b-\x1f\x7f]*$",
    ),
]


class Block(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Contradiction(ValueError):
    """Two values of one document that cannot both hold. `field` is relative to the block."""

    def __init__(self, field: str, problem: str) -> None:
        super().__init__(problem)
        self.field = field
        self.problem = problem


def once_each(field: str, values: tuple[str, ...]) -> None:
    """Raises Contradiction when a value stands there twice."""
    for position, value in enumerate(values):
        if value in values[:position]:
            raise Contradiction(field, f"{value} is named twice")
