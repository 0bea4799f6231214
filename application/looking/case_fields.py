"""The fields of a case as its Case tab shows them: in their own order, empty ones too (E-37)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from application.definitions.book import DefinitionBook
from application.looking.streams import Streams
from domain.definition.custom_field import CustomField, in_order
from domain.identity import Namespace


class ShownField(msgspec.Struct, frozen=True):
    """`title` is what people see."""

    id: str
    title: str
    value: Any


def case_fields(
    streams: Streams,
    ids: Namespace,
    values: Mapping[str, Any],
    profile_id: str,
    case_type: str | None,
) -> list[ShownField]:
    """Behind the defined ones stands what else the case has, by name."""
    defined = DefinitionBook(ids).active(streams, CustomField)
    mine = [each for each in in_order(defined) if each.is_on(profile_id, case_type)]
    shown = [ShownField(each.id, each.title or each.id, values.get(each.id)) for each in mine]
    known = {each.id for each in mine}
    others = sorted(name for name in values if name not in known)
    return [*shown, *(ShownField(name, name, values[name]) for name in others)]


def field_types(streams: Streams, ids: Namespace) -> dict[str, str]:
    """What each defined field takes."""
    return {each.id: each.type for each in DefinitionBook(ids).active(streams, CustomField)}
