"""The stages that cases go through, in order, and which moves between them are allowed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Self

from pydantic import Field, model_validator

from domain.policy.block import Block, Contradiction, Name


class Stage(Block):
    """`to` are the stages that a case may go to from here; when not said, the next one alone.
    `requires` are assignee, group, title or fields that have a value before a case comes here."""

    status: Name
    to: tuple[Name, ...] | None = None
    requires: tuple[Name, ...] = ()


class Stages(Block):
    """A status that is no stage binds nobody: from there a case may go to every stage."""

    stages: tuple[Stage, ...] = Field(description="Each a status, with to and requires.")

    @model_validator(mode="after")
    def _stages_agree(self) -> Self:
        names = self.order
        if not names:
            raise Contradiction("stages", "must name at least one stage")
        for position, stage in enumerate(self.stages):
            if stage.status in names[:position]:
                raise Contradiction(f"stages.{position}.status", f"{stage.status} is named twice")
            for name in stage.to or ():
                if name not in names:
                    raise Contradiction(f"stages.{position}.to", f"{name} is no stage of it")
        return self

    @property
    def order(self) -> Sequence[str]:
        return tuple(stage.status for stage in self.stages)

    def missing_in(self, statuses: Sequence[str]) -> Sequence[str]:
        """The stages that a case with these statuses could never come to."""
        return tuple(name for name in self.order if name not in statuses)

    def stage(self, status: str) -> Stage | None:
        return next((stage for stage in self.stages if stage.status == status), None)

    def allowed_from(self, status: str) -> Sequence[str]:
        """Where a case of this status may go."""
        stage = self.stage(status)
        if stage is None:
            return self.order
        return stage.to if stage.to is not None else self.order[self._place(status) + 1 :][:1]

    def next_after(self, status: str) -> str | None:
        """The stage that comes next in order, if a case may go there (C-14)."""
        allowed = self.allowed_from(status)
        behind = self.order[self._place(status) + 1 :] if self.stage(status) else self.order
        return next((name for name in behind if name in allowed), None)

    def _place(self, status: str) -> int:
        return self.order.index(status)
