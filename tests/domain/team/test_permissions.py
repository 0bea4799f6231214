"""What each role may do, command by command."""

from __future__ import annotations

from typing import Any, get_args
from uuid import UUID

import pytest

from application.handling.registry import HANDLERS
from domain.case.commands import AddNote, AssignCase, EscalateMessage, OpenCase
from domain.definition.agent import Agent, Permission, Role
from domain.definition.commands import Define
from domain.permissions import EVERYTHING, EXTRA, NEEDED, ROLES, granted, must_be_permitted
from domain.team.commands import SetAvailability
from domain.team.errors import NotPermitted
from domain.team.person import bare, person_in

CASE = UUID(int=1)
NOTE = AddNote(case_id=CASE, text="x")
DEFINE = Define(kind="label", document="{}")
ESCALATE = EscalateMessage(message_id=CASE)
TO_HIMSELF = AssignCase(case_id=CASE, assignee="ann")
TO_BOB = AssignCase(case_id=CASE, assignee="bob")


def may(command: Any, permissions: frozenset[str], actor: str = "agent:ann") -> bool:
    try:
        must_be_permitted(command, actor, permissions)
    except NotPermitted:
        return False
    return True


def test_a_refusal_names_actor_command_and_permission() -> None:
    with pytest.raises(NotPermitted) as refused:
        must_be_permitted(TO_BOB, "agent:ann", ROLES["agent"])
    assert refused.value.facts == {
        "actor": "agent:ann",
        "command": "AssignCase",
        "needed": "assign",
    }


def test_every_command_says_what_it_needs() -> None:
    assert set(HANDLERS) <= set(NEEDED), "add a line to domain/permissions.py and docs/roles.md"


def test_every_role_and_permission_has_a_meaning() -> None:
    assert set(ROLES) == set(get_args(Role))
    assert set(EXTRA) == set(get_args(Permission))


def test_what_the_table_does_not_name_needs_an_administrator() -> None:
    class Unheard:
        pass

    assert may(Unheard(), ROLES["administrator"])
    assert not may(Unheard(), ROLES["supervisor"])


@pytest.mark.requirement("E-42", "E-43")
@pytest.mark.parametrize(
    ("role", "note", "himself", "others", "configures"),
    [
        ("publisher", False, False, False, False),
        ("agent", True, True, False, False),
        ("supervisor", True, True, True, False),
        ("analyst", False, False, False, False),
        ("auditor", False, False, False, False),
        ("administrator", False, False, False, True),
    ],
)
def test_a_role_may_what_it_is_for(
    role: Role, note: bool, himself: bool, others: bool, configures: bool
) -> None:
    permissions = ROLES[role]
    assert may(NOTE, permissions) == note
    assert may(TO_HIMSELF, permissions) == himself
    assert may(AssignCase(case_id=CASE, assignee="agent:ann"), permissions) == himself
    assert may(AssignCase(case_id=CASE, group="care"), permissions) == note
    assert may(TO_BOB, permissions) == others
    assert may(OpenCase(profile_id="p", customer_id="c", assignee="bob"), permissions) == others
    assert may(OpenCase(profile_id="p", customer_id="c", assignee="ann"), permissions) == himself
    assert may(SetAvailability(agent="ann", availability="away"), permissions) == himself
    assert may(SetAvailability(agent="bob", availability="away"), permissions) == others
    assert may(DEFINE, permissions) == configures
    assert not may(ESCALATE, permissions)


def test_escalating_needs_a_permission_besides_the_role() -> None:
    assert may(ESCALATE, ROLES["agent"] | {"escalate"})
    assert not may(ESCALATE, frozenset({"escalate"}))


@pytest.mark.parametrize("closed", [False, True])
def test_who_is_defined_has_what_his_definition_says(closed: bool) -> None:
    ann = Agent(id="ann", roles=("agent", "analyst"), permissions=("backdate",))
    found = granted("administrator:ann", ann, closed=closed)
    assert found == ROLES["agent"] | ROLES["analyst"] | {"backdate"}
    switched_off = ann.model_copy(update={"active": False})
    assert granted("agent:ann", switched_off, closed=closed) == frozenset()


@pytest.mark.parametrize(
    ("actor", "role"),
    [
        ("agent:ann", "agent"),
        ("supervisor:ann", "supervisor"),
        ("analyst:ann", "analyst"),
        ("auditor:ann", "auditor"),
        ("publisher:ann", "publisher"),
        ("administrator:ann", "administrator"),
        ("system:demo", "administrator"),
        ("robot:ann", "agent"),
    ],
)
def test_the_kind_of_who_is_not_defined_is_his_role(actor: str, role: Role) -> None:
    assert granted(actor, None, closed=True) == ROLES[role]
    assert granted(actor, None, closed=False) == EVERYTHING


def test_people_are_told_from_rules_and_customers() -> None:
    assert [person_in(each) for each in ("agent:ann", "supervisor:eve", "rule:x", "ann")] == [
        "ann",
        "eve",
        None,
        None,
    ]
    assert (bare("agent:ann"), bare("ann")) == ("ann", "ann")
