"""Every kind of definition there is, by its name in events."""

from __future__ import annotations

from domain.definition.agent import Agent
from domain.definition.case_rule import CaseRule
from domain.definition.case_type import CaseType
from domain.definition.connection import Connection
from domain.definition.custom_field import CustomField
from domain.definition.definition import Definition
from domain.definition.disposition import Disposition
from domain.definition.errors import UnknownKind
from domain.definition.process import Process
from domain.definition.queue import Queue
from domain.definition.service import Service
from domain.definition.simple import Group, Label, Topic

KINDS: dict[str, type[Definition]] = {
    each.KIND: each
    for each in (
        Service,
        Agent,
        Group,
        Label,
        Topic,
        Disposition,
        Process,
        CaseType,
        Queue,
        CaseRule,
        CustomField,
        Connection,
    )
}
"""In an order in which what one names comes before it."""


def kind_named(name: str) -> type[Definition]:
    """Raises UnknownKind."""
    try:
        return KINDS[name]
    except KeyError:
        raise UnknownKind(kind=name, kinds=", ".join(KINDS)) from None
