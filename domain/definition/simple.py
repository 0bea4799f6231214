"""Definitions that are little more than a name: groups, labels, topics, services."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pydantic import Field

from domain.definition.definition import Definition, Id
from domain.policy.block import Name


class Label(Definition):
    """A word that is put on cases (D-27)."""

    KIND: ClassVar = "label"
    PLURAL: ClassVar = "labels"
    ABOUT: ClassVar = "Words that are put on cases."

    title: Name | None = Field(default=None, description="What people see; else the id.")


class Topic(Definition):
    """What a case is filed under (Q-12)."""

    KIND: ClassVar = "topic"
    PLURAL: ClassVar = "case-topics"
    ABOUT: ClassVar = "What a case is filed under."

    title: Name | None = Field(default=None, description="What people see; else the id.")


class Group(Definition):
    """Agents who share work: a team, an assignee group (D-24, Q-34, C-18)."""

    KIND: ClassVar = "group"
    PLURAL: ClassVar = "groups"
    ABOUT: ClassVar = "Agents who share work: teams."

    members: tuple[Id, ...] = Field(default=(), description="Ids of agents.")

    def names(self) -> Iterator[tuple[str, str, str]]:
        return (("members", "agent", each) for each in self.members)
