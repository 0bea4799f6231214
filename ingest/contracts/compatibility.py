"""Whenever a published schema changes within a version, the change is a new optional field."""

from __future__ import annotations

from typing import Any

Schema = dict[str, Any]

_WORDS = frozenset({"title", "description", "examples", "$schema", "$defs"})
_COMPARED_APART = _WORDS | {"properties", "required"}


def breaking_changes(old: Schema, new: Schema) -> list[str]:
    """One sentence for each change that is more than a new optional field. Words may change."""
    return _changes(_inlined(old, old), _inlined(new, new), "event")


def _inlined(node: Any, root: Schema) -> Any:
    """Definitions are ours to rename and move, so each is compared where it is used."""
    match node:
        case {"$ref": str(reference), **beside}:
            target = root["$defs"][reference.removeprefix("#/$defs/")]
            return _inlined({**target, **beside}, root)
        case dict():
            return {key: _inlined(member, root) for key, member in node.items() if key != "$defs"}
        case list():
            return [_inlined(item, root) for item in node]
        case _:
            return node


def _changes(old: Any, new: Any, place: str) -> list[str]:
    match old, new:
        case dict(), dict():
            return _object_changes(old, new, place)
        case list(), list() if len(old) == len(new):
            pairs = enumerate(zip(old, new, strict=True))
            return [line for n, (a, b) in pairs for line in _changes(a, b, f"{place}[{n}]")]
        case _:
            return [] if old == new else [f"{place} changed from {old!r} to {new!r}"]


def _object_changes(old: Schema, new: Schema, place: str) -> list[str]:
    found = _field_changes(old, new, place)
    for keyword in sorted((old.keys() | new.keys()) - _COMPARED_APART):
        if keyword not in new:
            found.append(f"{place}: {keyword} was taken away")
        elif keyword not in old:
            found.append(f"{place}: {keyword} was added")
        else:
            found += _changes(old[keyword], new[keyword], f"{place}: {keyword}")
    return found


def _field_changes(old: Schema, new: Schema, place: str) -> list[str]:
    before, after = old.get("properties", {}), new.get("properties", {})
    required_before, required_after = set(old.get("required", ())), set(new.get("required", ()))
    found = [f"{place}.{name} was taken away" for name in before if name not in after]
    found += [
        f"{place}.{name} became required" for name in sorted(required_after - required_before)
    ]
    found += [
        f"{place}.{name} is no longer required"
        for name in sorted(required_before - required_after)
        if name in after
    ]
    for name in before.keys() & after.keys():
        found += _changes(before[name], after[name], f"{place}.{name}")
    return found
