"""A policy as flat pairs of dotted path and value, for comparing, listing and showing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from domain.policy.document import Policy

WHOLE = frozenset({"survey.map", "link.cascade_close"})
"""Values that are mappings and not blocks."""


def values(policy: Policy) -> dict[str, Any]:
    """Every field of the document in its order. `statuses` is the list of names in order; what each
    status is stands under `statuses.NAME`."""
    return dict(_flat(policy.model_dump(mode="json", by_alias=True)))


def _flat(document: dict[str, Any], above: str = "") -> Iterator[tuple[str, Any]]:
    for field, value in document.items():
        path = f"{above}{field}"
        if path == "statuses":
            yield path, [status["name"] for status in value]
            for status in value:
                name = status["name"]
                yield from ((f"{path}.{name}.{k}", v) for k, v in status.items() if k != "name")
        elif path == "grouping.idle_split" and value is None:
            yield f"{path}.after", "never"
        elif isinstance(value, dict) and path not in WHOLE:
            yield from _flat(value, f"{path}.")
        else:
            yield path, value


def written(value: Any) -> str:
    """A value on one line, as a person would write it."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return ", ".join(map(written, value)) or "nothing"
    if isinstance(value, dict):
        return ", ".join(f"{key}: {written(each)}" for key, each in value.items()) or "nothing"
    return "nothing" if value is None else str(value)
