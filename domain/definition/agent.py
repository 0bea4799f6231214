"""A person who works cases, as the organisation defines him; how he is called stays elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal

from pydantic import Field

from domain.definition.definition import Definition, Id

Role = Literal["publisher", "agent", "supervisor", "analyst", "auditor", "administrator"]
Permission = Literal["escalate", "backdate", "delete", "import"]


class Agent(Definition):
    """`ANNA` acts as `agent:ANNA`; ids are no names, so events stay free of personal content."""

    KIND: ClassVar = "agent"
    PLURAL: ClassVar = "agents"
    ABOUT: ClassVar = "People who work cases: roles, permissions, services, capacity."

    roles: tuple[Role, ...] = Field(default=("agent",), description="What he may do.")
    permissions: tuple[Permission, ...] = Field(default=(), description="What he may do besides.")
    services: tuple[Id, ...] = Field(default=(), description="Services he is qualified for.")
    capacity: int | None = Field(default=None, ge=0, description="Most open cases; else no limit.")

    def names(self) -> Iterator[tuple[str, str, str]]:
        return (("services", "service", each) for each in self.services)
