"""The business process of cases, kept in versions (C-04, C-05)."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from domain.definition.definition import Definition
from domain.policy.block import Name
from domain.policy.stages import Stages


class Process(Definition, Stages):
    KIND: ClassVar = "process"
    PLURAL: ClassVar = "processes"
    ABOUT: ClassVar = "Stages that cases go through, in order."

    title: Name | None = Field(default=None, description="What people see; else the id.")
