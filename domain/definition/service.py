"""A service that profiles belong to and agents are qualified for (B-19, B-25)."""

from __future__ import annotations

from typing import ClassVar

from domain.definition.definition import Definition
from domain.policy.block import Name


class Service(Definition):
    KIND: ClassVar = "service"
    PLURAL: ClassVar = "services"
    ABOUT: ClassVar = "What is offered to customers; agents are qualified for it."

    title: Name | None = None
