"""Reads a setup: one YAML file with a section for each kind of thing, and its items in order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from application.policies.reading import read_block
from application.setup.appointments import AppointmentSection
from application.setup.definitions import DefinitionSection
from application.setup.errors import InvalidSetup
from application.setup.policies import PolicySection
from application.setup.profiles import ProfileSection
from application.setup.section import Around, Item, Name, Section
from domain.definition.kinds import KINDS
from domain.errors import Rejection
from domain.policy.errors import InvalidPolicy

LARGEST = 1_048_576
SECTIONS: tuple[Section, ...] = (
    *map(DefinitionSection, KINDS.values()),
    PolicySection(),
    ProfileSection(),
    AppointmentSection(),
)
Problem = tuple[str, str]


class Placed(msgspec.Struct, frozen=True):
    """`place` says where in the file it stands: `agents.anna`."""

    place: str
    name: Name
    item: Item


def read_setup(text: str, folder: Path) -> list[Placed]:
    """What others need comes before them. Raises InvalidSetup, with everything that is wrong;
    files that it names are looked for in `folder`."""
    document = _block(text)
    sections = {each.name: each for each in SECTIONS}
    problems: list[Problem] = [
        (name, f"is no section of a setup; there are {', '.join(sections)}")
        for name in document
        if name not in sections
    ]
    around = Around(folder, frozenset(_ids(document.get("policies"))))
    found = [
        placed
        for section in SECTIONS
        if section.name in document
        for placed in _items(section, document[section.name], around, problems)
    ]
    if problems:
        field, problem = problems[0]
        more = {"more": len(problems) - 1} if len(problems) > 1 else {}
        raise InvalidSetup(field=field, problem=problem, problems=tuple(problems), **more)
    return _in_order(found)


def _block(text: str) -> dict[str, Any]:
    try:
        return read_block(text, largest=LARGEST)
    except InvalidPolicy as broken:
        raise InvalidSetup(**broken.facts) from None


def _ids(section: Any) -> Iterator[str]:
    if isinstance(section, Mapping):
        yield from (id for id in section if isinstance(id, str))


def _items(
    section: Section, items: Any, around: Around, problems: list[Problem]
) -> Iterator[Placed]:
    if not isinstance(items, Mapping):
        problems.append((section.name, "must be a block with an id for each item"))
        return
    for id, fields in items.items():
        place = f"{section.name}.{id}"
        if not isinstance(id, str):
            problems.append((place, "must be text; put the id into quotes"))
        elif not isinstance(fields, Mapping | None):
            problems.append((place, "must be a block of fields"))
        elif fields and "id" in fields:
            problems.append((f"{place}.id", "stands before the block, not in it"))
        else:
            try:
                item = section.item(id, fields or {}, around)
            except Rejection as refused:
                problems += _within(place, refused)
            else:
                yield Placed(place, (section.kind, id), item)


def _within(place: str, refused: Rejection) -> Iterator[Problem]:
    found: Any = refused.facts["problems"]
    for field, problem in found:
        inside = field not in ("", "document", "id")
        yield f"{place}.{field}" if inside else place, problem


def _in_order(items: list[Placed]) -> list[Placed]:
    """As the sections come, but what an item needs stands before it."""
    by_name = {each.name: each for each in items}
    ordered: dict[Name, Placed] = {}
    entered: set[Name] = set()

    def put(placed: Placed) -> None:
        if placed.name in entered:
            return
        entered.add(placed.name)
        for needed in placed.item.needs():
            if needed in by_name:
                put(by_name[needed])
        ordered[placed.name] = placed

    for each in items:
        put(each)
    return list(ordered.values())
