"""A queue that agents take cases from: any of them, or only the next one (C-02, C-03)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal

from pydantic import Field, StrictBool

from domain.definition.definition import Definition, Id
from domain.policy.block import Name


class Queue(Definition):
    """New cases of the profiles or types that feed it enter it. Its process comes before that of a
    case's type (C-05)."""

    KIND: ClassVar = "queue"
    PLURAL: ClassVar = "queues"
    ABOUT: ClassVar = "Queues that agents take cases from."

    title: Name | None = Field(default=None, description="What people see; else the id.")
    take: Literal["any", "next"] | None = Field(
        default=None, description="Any case or only the next; else as the case's policy says."
    )
    priority_first: StrictBool = Field(default=False, description="Before who waits longest.")
    priorities: tuple[Name, ...] = Field(
        default=("urgent", "high", "normal", "low"), description="The most urgent first."
    )
    groups: tuple[Id, ...] = Field(default=(), description="Whose members may take; none: all.")
    profiles: tuple[Name, ...] = Field(default=(), description="Profiles that feed it.")
    case_types: tuple[Id, ...] = Field(default=(), description="Case types that feed it.")
    case_type: Id | None = Field(default=None, description="The type of cases without one.")
    process: Id | None = Field(default=None, description="The process of its cases.")

    def names(self) -> Iterator[tuple[str, str, str]]:
        yield from (("groups", "group", each) for each in self.groups)
        yield from (("case_types", "case_type", each) for each in self.case_types)
        if self.case_type is not None:
            yield "case_type", "case_type", self.case_type
        if self.process is not None:
            yield "process", "process", self.process

    @property
    def order(self) -> tuple[str, ...]:
        """Priorities that go before waiting; none where only the waiting counts."""
        return self.priorities if self.priority_first else ()
