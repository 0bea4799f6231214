"""JSON Schemas of the contract, made from the models. Nothing is written here by hand."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from ingest.contracts.events import CHANNEL_EVENTS
from ingest.contracts.text import ID_PATTERN, PORTABLE_ID_PATTERN

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def event_schema(type_: str) -> dict[str, Any]:
    """The whole event in structured mode, with its data in `data`."""
    return _schema(CHANNEL_EVENTS[type_], type_)


def data_schema(type_: str) -> dict[str, Any]:
    """The data alone: the value of a record in binary mode."""
    data = CHANNEL_EVENTS[type_].model_fields["data"].annotation
    assert isinstance(data, type)
    assert issubclass(data, BaseModel)
    return _schema(data, f"data of {type_}")


def _schema(model: type[BaseModel], title: str) -> dict[str, Any]:
    schema = _portable(model.model_json_schema())
    return {"$schema": DIALECT, **schema, "title": title}


def _portable(node: Any) -> Any:
    """The one pattern that other platforms' expressions read differently is put simpler."""
    match node:
        case dict():
            return {key: _portable(member) for key, member in node.items()}
        case list():
            return [_portable(item) for item in node]
        case str() if node == ID_PATTERN:
            return PORTABLE_ID_PATTERN
        case _:
            return node
