"""What every section of a setup can do: read its items, and show what there is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

import msgspec

from application.definitions.book import DefinitionBook
from application.looking.streams import Streams
from application.unit import Unit
from domain.identity import Namespace
from domain.policy.paths import written

Name = tuple[str, str]
"""Kind and id of something that an item is or needs."""


class Around(msgspec.Struct, frozen=True):
    """What an item may know of its file: its folder, and the policies whose text it holds."""

    folder: Path
    policies: frozenset[str]


class Present(msgspec.Struct, frozen=True):
    """What there is now, for showing it."""

    streams: Streams
    ids: Namespace
    definitions: DefinitionBook


class Item(Protocol):
    """One thing of a setup."""

    def needs(self) -> Iterable[Name]:
        """What must be there before it, where the same file has it."""
        ...

    def commands(self, unit: Unit) -> Iterator[Any]:
        """Each is carried out before the next is asked for. Raises InvalidSetup."""
        ...

    def state(self, unit: Unit) -> Any:
        """How it stands now; None where it is not there."""
        ...

    def words(self, before: Any, after: Any) -> Sequence[str]:
        """What changed."""
        ...


class Section(Protocol):
    @property
    def name(self) -> str: ...

    @property
    def kind(self) -> str: ...

    def item(self, id: str, fields: Mapping[str, Any], around: Around) -> Item:
        """Raises Rejection with `problems`, whose places lie within the item."""
        ...

    def present(self, now: Present) -> Iterator[tuple[str, dict[str, Any]]]:
        """What there is, as `item` reads it."""
        ...


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    return [
        f"{field}: {written(before.get(field))} becomes {written(after.get(field))}"
        for field in dict.fromkeys([*before, *after])
        if before.get(field) != after.get(field)
    ]
