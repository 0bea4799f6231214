"""A kind of case, such as incident or service request, with statuses of its own (C-46 to C-49)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar, Self

from pydantic import Field, model_validator

from domain.definition.definition import Definition, Id
from domain.policy.block import Contradiction, Name
from domain.policy.contradictions import STARTING, statuses_must_suffice
from domain.policy.statuses import Status


class TypeStatus(Status):
    """The flags decide and the name is free (C-47); a category says no more than they do.

    Without flags a status is open; a paused one waits for the customer.
    """

    @model_validator(mode="before")
    @classmethod
    def _flags_decide(cls, given: Any) -> Any:
        if isinstance(given, dict) and "category" not in given:
            return given | {"category": _category(given)}
        return given

    @model_validator(mode="after")
    def _paused_is_waiting(self) -> Self:
        if self.category == "on_hold":
            raise Contradiction("category", "is waiting_customer for every paused status of a type")
        return self


def _category(flags: dict[str, Any]) -> str:
    if flags.get("final"):
        return "closed"
    if flags.get("resolved"):
        return "resolved"
    return "waiting_customer" if flags.get("pause") else "open"


USUAL = (
    TypeStatus(name="New", category="new"),
    TypeStatus(name="In progress", category="open"),
    TypeStatus(name="Waiting for response", category="waiting_customer"),
    TypeStatus(name="Resolved", category="resolved"),
    TypeStatus(name="Reopened", category="open"),
    TypeStatus(name="Closed", category="closed"),
    TypeStatus(name="Canceled", category="canceled"),
)


class CaseType(Definition):
    KIND: ClassVar = "case_type"
    PLURAL: ClassVar = "case-types"
    ABOUT: ClassVar = "Kinds of case, each with statuses of its own."

    title: Name | None = Field(default=None, description="What people see; else the id.")
    statuses: tuple[TypeStatus, ...] = Field(
        default=USUAL, description="In order, with the flags pause, resolved and final."
    )
    reopened: Name = Field(default="Reopened", description="The status after reopening.")
    process: Id | None = Field(default=None, description="The process of its cases.")
    services: tuple[Id, ...] = Field(default=(), description="Only for these; else for all.")

    @model_validator(mode="after")
    def _statuses_suffice(self) -> Self:
        statuses_must_suffice(self.statuses)
        categories = {status.name: status.category for status in self.statuses}
        for needed in ("closed", "canceled"):
            if needed not in categories.values():
                raise Contradiction("statuses", f"no status has category {needed}")
        if categories.get(self.reopened) not in STARTING:
            raise Contradiction("reopened", f"{self.reopened} is no new or open status of the type")
        return self

    def names(self) -> Iterator[tuple[str, str, str]]:
        if self.process is not None:
            yield "process", "process", self.process
        for each in self.services:
            yield "services", "service", each
