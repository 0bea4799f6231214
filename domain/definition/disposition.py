"""How an agent says that a matter ended, or stands: solved, no answer, passed on (B-26)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pydantic import Field

from domain.definition.definition import Definition, Id
from domain.policy.block import Name


class Disposition(Definition):
    KIND: ClassVar = "disposition"
    PLURAL: ClassVar = "dispositions"
    ABOUT: ClassVar = "What agents say became of a matter, per service."

    title: Name | None = Field(default=None, description="What people see; else the id.")
    services: tuple[Id, ...] = Field(default=(), description="Only for these; else for all.")

    def names(self) -> Iterator[tuple[str, str, str]]:
        return (("services", "service", each) for each in self.services)
