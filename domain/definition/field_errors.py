"""Why a value was refused that somebody put into a field of a case."""

from __future__ import annotations

from domain.errors import Rejection


class FieldNotValid(Rejection):
    """`rule` says what the value of this field must be."""

    code = "field_not_valid"


class FieldNotHere(Rejection):
    """The field is for cases of other profiles or types."""

    code = "field_not_here"
