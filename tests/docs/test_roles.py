"""The table of roles, cell by cell, against what the engine lets each role do."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from msgspec.structs import fields

from bootstrap.role_table import PAGE, page
from domain.case.commands import AssignCase
from domain.permissions import EXTRA, NEEDED, ROLES, must_be_permitted
from domain.team.errors import NotPermitted
from tests.docs.test_tables import rows

CELLS = [
    (command, role, cell)
    for command, _, *cells in rows("roles.md", "What each command needs")
    for role, cell in zip(ROLES, cells, strict=True)
]
SOMEBODY_ELSE = AssignCase(case_id=UUID(int=1), assignee="bob")


def test_the_table_is_fresh() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert page(text) == text, "run `make contracts`"
    assert len(CELLS) == (len(NEEDED) + 1) * len(ROLES)


@pytest.mark.requirement("E-43")
@pytest.mark.parametrize(("command", "role", "cell"), CELLS)
def test_a_cell_says_what_happens(command: str, role: Any, cell: str) -> None:
    may = ROLES[role]
    assert _allowed(command, may) == (cell == "yes")
    if cell.startswith("with "):
        assert _allowed(command, may | {cell.removeprefix("with ")})
    if cell == "no":
        assert not _allowed(command, may | EXTRA)


def _allowed(command: str, may: frozenset[str]) -> bool:
    try:
        must_be_permitted(_made(command), "agent:ann", may)
    except NotPermitted:
        return False
    return True


def _made(command: str) -> Any:
    """A command of this kind that names nobody else; what it holds besides does not matter."""
    if command not in BY_NAME:
        return SOMEBODY_ELSE
    kind = BY_NAME[command]
    required = {each.name for each in fields(kind) if each.required}
    return kind(
        **dict.fromkeys(required | {"assignee"}.intersection(kind.__struct_fields__), "ann")
    )


BY_NAME: dict[str, Any] = {each.__name__: each for each in NEEDED}
