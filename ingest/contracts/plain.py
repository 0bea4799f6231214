"""The rules of a model over plain dictionaries: same checks, no object made per nested part.

Making five objects for one message costs more than checking it. The derived type has no rules
of its own, so the models stay the one source.
"""

from __future__ import annotations

from types import UnionType
from typing import Annotated, Any, NotRequired, Required, Union, get_args, get_origin

from pydantic import BaseModel, with_config
from pydantic.fields import FieldInfo
from typing_extensions import TypedDict


def plain(model: type[BaseModel]) -> Any:
    """A `TypedDict` that accepts exactly what `model` accepts. Defaults are left out."""
    if model.__pydantic_decorators__.model_validators:
        raise TypeError(f"{model.__name__} has a rule over several fields, which would be lost")
    fields = {name: _member(field) for name, field in model.model_fields.items()}
    return with_config(model.model_config)(TypedDict(model.__name__, fields))  # type: ignore[operator]


def _member(field: FieldInfo) -> Any:
    annotation = _plain(field.annotation)
    if field.metadata:
        annotation = Annotated[(annotation, *field.metadata)]
    return Required[annotation] if field.is_required() else NotRequired[annotation]


def _plain(annotation: Any) -> Any:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return plain(annotation)
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return Annotated[(_plain(arguments[0]), *arguments[1:])]
    if origin in (Union, UnionType):
        return Union[tuple(_plain(each) for each in arguments)]  # noqa: UP007
    if origin is list:
        return list[_plain(arguments[0])]  # type: ignore[misc]
    return annotation
