"""What stands in the fields of a case must be as the fields are defined, where any are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from application.unit import Unit
from domain.case.aggregate import Case
from domain.case.case_type_errors import FieldRequired
from domain.definition.custom_field import CustomField, in_order, is_empty
from domain.definition.errors import InactiveDefinition, UnknownDefinition
from domain.definition.field_errors import FieldNotHere


def must_fit(case: Case, given: Mapping[str, Any], unit: Unit) -> None:
    """Any field may be emptied. Raises UnknownDefinition, InactiveDefinition, FieldNotHere,
    FieldNotValid."""
    for name, value in given.items():
        field = _known(name.strip(), value, unit)
        if field is None:
            continue
        if not field.active:
            raise InactiveDefinition(kind=field.KIND, id=field.id, field="fields")
        if not field.is_on(case.profile_id, _type_of(case)):
            raise FieldNotHere(field=field.id, profile=case.profile_id, type=_type_of(case))
        field.must_take(value)


def must_fit_as_copy(copied: Mapping[str, Any], unit: Unit) -> None:
    """What a case takes over from another is taken over as it is there, whatever is switched off
    since and on whichever cases it is. Raises UnknownDefinition, FieldNotValid."""
    for name, value in copied.items():
        field = _known(name, value, unit)
        if field is not None:
            field.must_take(value)


def must_be_filled(case: Case, when: str, unit: Unit) -> None:
    """`when` is opened or resolved. Raises FieldRequired, naming all that is missing."""
    missing = [
        field.id
        for field in in_order(unit.definitions.active(unit, CustomField))
        if field.required == f"when_{when}"
        and field.is_on(case.profile_id, _type_of(case))
        and is_empty(case.fields.get(field.id))
    ]
    if missing:
        fields = ", ".join(missing)
        raise FieldRequired(
            case_id=case.id,
            number=case.number,
            field=missing[0],
            fields=fields,
            when=when,
            status=case.status,
        )


def _known(name: str, value: Any, unit: Unit) -> CustomField | None:
    """None where any value goes: nothing is defined, or the field is emptied."""
    if value is None or not unit.definitions.register(unit, CustomField.KIND).newest:
        return None
    field = unit.definitions.find(unit, CustomField, name)
    if field is None:
        raise UnknownDefinition(kind=CustomField.KIND, id=name, field="fields")
    return field


def _type_of(case: Case) -> str | None:
    return case.case_type.id if case.case_type is not None else None
